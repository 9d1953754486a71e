import type { IsoDate } from '../../../core/model/roc-date.ts'
import type { RecordRow } from '../../../core/projections/rows.ts'

/**
 * Exceptions from guard rules by what they do today. `inForce` ends soonest first; an approved one whose first day is
 * to come still waits. Without a rule and without a host it lowers nothing and is none.
 */
export function exceptionsByStanding(rows: readonly RecordRow[], today: IsoDate) {
  const own = rows
    .filter(({ values }) => values['kind'] === 'extensionRule')
    .toSorted((a, b) => (String(a.values['validUntil']) < String(b.values['validUntil']) ? -1 : 1))
  const standingOf = ({ state, values }: RecordRow): 'inForce' | 'waiting' | 'over' => {
    if (String(values['validUntil']) < today || state === 'rejected' || state === 'expired') return 'over'
    return state === 'approved' && String(values['validFrom']) <= today ? 'inForce' : 'waiting'
  }
  const groups = Map.groupBy(own, standingOf)
  return {
    inForce: groups.get('inForce') ?? [],
    waiting: groups.get('waiting') ?? [],
    over: groups.get('over') ?? [],
  }
}
