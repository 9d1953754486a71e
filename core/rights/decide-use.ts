import { dutiesOf } from './permissions.ts'
import type { Duty, Limit, Statement, Terms } from './statement.ts'
import { milderOutcome, stricterOutcome, type Outcome, type Use } from './use.ts'
import { defaultOutcome } from './use-matrix.ts'

/** Why, as keys of messages `rights.reasons.<reason>`. */
export type Reason =
  | 'allowedByLicence'
  | 'attributionNeeded'
  | 'askByLicence'
  | 'forbiddenByLicence'
  | 'noLicence'
  | 'reserved'
  | 'contract'
  | 'termsNotRecognised'
  | 'lowConfidence'
  | Limit

export interface UseDecision {
  readonly use: Use
  readonly outcome: Outcome
  readonly reasons: readonly Reason[]
  /** What has to be done when it is used so. */
  readonly duties: readonly Duty[]
}

/**
 * Whether a work may be used so, by the shipped defaults. Of alternatives the best counts, of parts the strictest; a
 * limit, doubt or missing licence only ever makes it stricter. Pure.
 */
export function decideUse(statement: Statement, use: Use): UseDecision {
  const [base, reason] = baseOf(statement, use)
  const reasons = new Set<Reason>([reason])
  let outcome = base
  const raise = (to: Outcome, why: Reason) => {
    const stricter = stricterOutcome(outcome, to)
    if (stricter === outcome) return
    outcome = stricter
    reasons.add(why)
  }
  for (const limit of statement.limits) {
    const raised = byLimit[limit][use]
    if (raised !== undefined) raise(raised, limit)
  }
  if (use !== 'view' && statement.confidence === 'low') raise('ask', 'lowConfidence')
  const bound =
    outcome === 'forbid' || outcome === 'allow' || !statement.terms ? [] : dutiesOf(statement.terms)
  return { use, outcome, reasons: [...reasons], duties: bound }
}

function baseOf({ status, terms }: Statement, use: Use): readonly [Outcome, Reason] {
  switch (status) {
    case 'contractRequired':
      return [defaultOutcome('contract', use), 'contract']
    case 'allRightsReserved':
      return [defaultOutcome('none', use), 'reserved']
    case 'noLicenceFound':
      return [defaultOutcome('none', use), 'noLicence']
    case 'termsNotRecognised':
      return [terms ? outcomeOf(terms, use) : 'ask', 'termsNotRecognised']
    case 'licensed':
    case 'publicDomain': {
      const outcome = terms ? outcomeOf(terms, use) : 'ask'
      return [outcome, byOutcome[outcome]]
    }
  }
}

function outcomeOf(terms: Terms, use: Use): Outcome {
  if (terms.type === 'licence') return defaultOutcome(terms.family, use)
  return terms.of
    .map((part) => outcomeOf(part, use))
    .reduce(terms.type === 'and' ? stricterOutcome : milderOutcome)
}

const byOutcome = {
  allow: 'allowedByLicence',
  attribute: 'attributionNeeded',
  ask: 'askByLicence',
  forbid: 'forbiddenByLicence',
} as const satisfies Record<Outcome, Reason>

/** What a limit makes of uses it concerns; a family's own limits are in the matrix already and change nothing here. */
const byLimit: Readonly<Record<Limit, Readonly<Partial<Record<Use, Outcome>>>>> = {
  nonCommercial: { marketing: 'forbid', product: 'forbid', client: 'forbid', publish: 'ask', install: 'ask' },
  noDerivatives: { internalChange: 'forbid' },
  personalUseOnly: {
    internalCopy: 'ask',
    internalChange: 'ask',
    publish: 'forbid',
    marketing: 'forbid',
    product: 'forbid',
    redistribute: 'forbid',
    client: 'forbid',
    aiTraining: 'forbid',
    install: 'forbid',
  },
  editorialOnly: { marketing: 'forbid', product: 'forbid', publish: 'ask' },
  noStandaloneCopies: { redistribute: 'ask' },
  noAi: { aiTraining: 'forbid', aiInput: 'ask' },
}
