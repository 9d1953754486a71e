import { taipeiDate, type IsoDate } from '../../../core/model/roc-date.ts'
import type { EntityType, PolicySettings } from '../../../core/policy/verdict.ts'
import type { RecordRow } from '../../../core/projections/rows.ts'
import { policyInForce } from '../../../core/store/policy-in-force.ts'
import { live } from '../../live/live.svelte.ts'
import { createNow } from '../../live/now.svelte.ts'
import { useStore } from '../../live/store.ts'
import { useWorkspace } from '../../live/workspace.svelte.ts'

/** Records that decide what the guard does, in whatever state; voided ones are left out. */
export interface DecisionRows {
  readonly rules: readonly RecordRow[]
  readonly sites: readonly RecordRow[]
  readonly lists: readonly RecordRow[]
  readonly exceptions: readonly RecordRow[]
  readonly checks: readonly RecordRow[]
}

export interface Decisions {
  readonly rows: DecisionRows | undefined
  readonly slow: boolean
  readonly now: number
  readonly today: IsoDate
  readonly entityType: EntityType
  /** What a device paired now would receive; with drafts, what it would receive if all of them took effect today. */
  readonly policy: (withDrafts?: boolean) => PolicySettings | undefined
}

/** Call while a component initialises. */
export function liveDecisions(): Decisions {
  const { queries } = useStore()
  const workspace = useWorkspace()
  const now = createNow()
  const rows = live(async (): Promise<DecisionRows> => {
    const of = async (type: string) =>
      (await queries.recordsOf(type, { limit: Infinity })).filter((row) => !row.voided)
    const [rules, sites, lists, exceptions, checks] = await Promise.all(
      ['guardRule', 'siteRegister', 'siteList', 'exceptionRequest', 'complianceCheck'].map(of),
    )
    return { rules: rules!, sites: sites!, lists: lists!, exceptions: exceptions!, checks: checks! }
  })
  return {
    get rows() {
      return rows.current
    },
    get slow() {
      return rows.slow
    },
    get now() {
      return now.current
    },
    get today() {
      return taipeiDate(now.current)
    },
    get entityType() {
      return (workspace.organization?.values['entityType'] ?? 'private') as EntityType
    },
    policy(withDrafts = false) {
      const { organization } = workspace
      if (!rows.current || !organization) return undefined
      return policyOf(rows.current, organization, taipeiDate(now.current), withDrafts)
    },
  }
}

export function policyOf(
  rows: Omit<DecisionRows, 'checks'>,
  organisation: Pick<RecordRow, 'id' | 'values'>,
  today: IsoDate,
  withDrafts: boolean,
): PolicySettings {
  const counts = (state: string, draft: string) => (row: RecordRow) =>
    row.state === state || (withDrafts && row.state === draft)
  // A draft has no first day yet: it is tried as if it began today.
  const begun = (row: RecordRow) =>
    row.state === 'draft' ? { id: row.id, values: { ...row.values, validFrom: today } } : row
  return policyInForce(
    {
      organisation,
      rules: rows.rules.filter(counts('effective', 'draft')).map(begun),
      sites: rows.sites.filter(({ state }) => state === 'approved'),
      exceptions: rows.exceptions.filter(({ state }) => state === 'approved'),
      lists: rows.lists.filter(counts('effective', 'draft')),
    },
    today,
  )
}
