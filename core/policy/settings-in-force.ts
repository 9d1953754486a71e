import type { IsoDate } from '../model/roc-date.ts'
import { actions, type Action } from './verdict.ts'

/** A `guardRule` record in the state `effective`. */
interface Decision {
  readonly id: string
  readonly values: Readonly<Record<string, unknown>>
}

/**
 * One setting per rule: of the decisions whose first day has come the latest, so that a new one replaces an old one
 * nobody retired. Equal days: the record made later. `recordId` names the decision.
 */
export function settingsInForce(decisions: readonly Decision[], today: IsoDate) {
  const latest = new Map<string, Decision>()
  for (const decision of decisions) {
    if (firstDay(decision) > today) continue
    const rule = String(decision.values['ruleId'])
    const known = latest.get(rule)
    if (!known || orderOf(decision) > orderOf(known)) latest.set(rule, decision)
  }
  return [...latest].map(([ruleId, { id, values }]) => {
    const action = actionOf(values['action'])
    return {
      recordId: id,
      ruleId,
      version: Number(values['ruleVersion'] ?? 1),
      enabled: values['enabled'] !== false,
      ...(action === undefined ? {} : { action }),
    }
  })
}

const firstDay = ({ values: { validFrom } }: Decision): string =>
  typeof validFrom === 'string' ? validFrom : ''
// An id begins with the moment of its making.
const orderOf = (decision: Decision): string => `${firstDay(decision)} ${decision.id}`
const actionOf = (value: unknown): Action | undefined => actions.find((action) => action === value)
