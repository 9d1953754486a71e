import { m } from '../../../core/i18n/index.ts'
import type { MemberRow, RecordRow } from '../../../core/projections/rows.ts'
import type { MemberId } from '../../../core/model/ids.ts'
import { live } from '../../live/live.svelte.ts'
import { useStore } from '../../live/store.ts'
import { recordLabel } from '../../records/record-label.ts'
import { useTeam } from '../devices/team.svelte.ts'

export interface PersonNames {
  readonly personOf: (member: MemberRow) => RecordRow | undefined
  /** Where this device does not hold the person, the member's code. */
  readonly nameOf: (member: MemberId) => string
}

/** The people behind the members, read at once. Call while a component initialises. */
export function livePersonNames(): PersonNames {
  const { queries } = useStore()
  const team = useTeam()
  const persons = live(async () => {
    const ids = (team.members ?? []).map(({ personId }) => personId)
    const rows = await queries.recordsByIds(ids)
    return Object.fromEntries(rows.map((row) => [row.id as string, row]))
  })
  const personOf = ({ personId }: MemberRow): RecordRow | undefined => persons.current?.[personId]
  return {
    personOf,
    nameOf(id) {
      const member = team.members?.find((one) => one.id === id)
      const person = member && personOf(member)
      return person ? recordLabel(person) : m['members.unknownPerson']({ code: id.slice(-4) })
    },
  }
}
