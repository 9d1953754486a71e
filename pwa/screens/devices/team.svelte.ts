import { createContext } from 'svelte'
import type { DeviceRow, MemberRow } from '../../../core/projections/rows.ts'
import { useHost } from '../../live/host-status.svelte.ts'
import { live } from '../../live/live.svelte.ts'
import { useStore } from '../../live/store.ts'
import { teamSummary, type TeamSummary } from './team-summary.ts'

/** The team as this device knows it, read once for the foot of the navigation and every screen. */
export interface TeamRune {
  readonly members: readonly MemberRow[] | undefined
  readonly devices: readonly DeviceRow[] | undefined
  readonly summary: TeamSummary | undefined
  readonly slow: boolean
}

export const [useTeam, provideTeam] = createContext<TeamRune>()

/** Call while a component initialises. */
export function liveTeam(): TeamRune {
  const { queries } = useStore()
  const host = useHost()
  const rows = live(async () => {
    const [members, devices, peers] = await Promise.all([
      queries.members(),
      queries.devices(),
      queries.peers(),
    ])
    return { members, devices, peers }
  })
  const summary = $derived(
    rows.current &&
      teamSummary({
        ...rows.current,
        team: host.status.team,
        extensionConnected: host.status.extensionConnected,
      }),
  )
  return {
    get members() {
      return rows.current?.members
    },
    get devices() {
      return rows.current?.devices
    },
    get summary() {
      return summary
    },
    get slow() {
      return rows.slow
    },
  }
}
