import { decideUse } from './decide-use.ts'
import type { Duty, Statement } from './statement.ts'
import type { Outcome, Use } from './use.ts'

/** What the guard's rules may know of a work's rights: no title, author or address. */
export interface SummarisedRights {
  /** `unknown` where nothing speaks of the work at all. */
  readonly decision: Outcome | 'unknown'
  readonly duties: readonly Duty[]
}

/** `use` is what most downloads end as, where the person was not asked yet. */
export function summariseRights(statement: Statement, use: Use = 'publish'): SummarisedRights {
  if (statement.status === 'noLicenceFound') return { decision: 'unknown', duties: [] }
  const { outcome, duties } = decideUse(statement, use)
  return { decision: outcome, duties }
}
