import { decideUse } from '../../core/rights/decide-use.ts'
import { termsName } from '../../core/rights/licence-name.ts'
import type { PageSignals } from '../../core/rights/signal.ts'
import { statementOf } from '../../core/rights/statement-of.ts'
import type { Duty, Statement, Status } from '../../core/rights/statement.ts'
import { summariseRights, type SummarisedRights } from '../../core/rights/summarise-rights.ts'

/** What is known of a work that is being downloaded. */
export interface WorkRights {
  readonly status: Status
  /** The licence as people call it, in the person's language; absent where none is named. */
  readonly name?: string
  readonly duties: readonly Duty[]
  /** SPDX expression, or `unknown`: all that an event may keep. */
  readonly expression: string
  readonly summary: SummarisedRights
}

/** Of the addresses a work came by, the one its page says something of. Without signals nothing is free. */
export function rightsOfWork(signals: PageSignals, addresses: readonly string[]): WorkRights {
  const statements = addresses.map((address) => statementOf(signals, address))
  const telling = statements.find(({ status }) => status !== 'noLicenceFound') ?? statements[0]
  return rightsOfStatement(telling ?? statementOf(signals))
}

export function rightsOfStatement(statement: Statement): WorkRights {
  const { status, terms, expression } = statement
  const fits = expression !== undefined && /^[A-Za-z0-9.+() -]{1,120}$/.test(expression)
  return {
    status,
    ...(terms ? { name: termsName(terms) } : {}),
    duties: decideUse(statement, 'publish').duties,
    expression: fits ? expression : 'unknown',
    summary: summariseRights(statement),
  }
}
