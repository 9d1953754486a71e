import type { Role } from '../../../core/model/record-type.ts'
import { addDays, isIsoDate, taipeiDate, type IsoDate } from '../../../core/model/roc-date.ts'

/** Roles while they are being chosen; `until` is the last day they hold, or empty. */
export interface RoleDraft {
  readonly roles: readonly Role[]
  readonly until: string
}

/** Whoever leaves before that is removed; a guest for longer is an employee. */
const mostDays = 366

export type RoleProblem = 'needRole' | 'needUntil' | 'untilWrong' | 'untilPast' | 'untilFar' | 'adminUntil'

/** What still stands in the way, in the order of the form; the log refuses the same. */
export function roleProblems({ roles, until }: RoleDraft, today: IsoDate): readonly RoleProblem[] {
  const problems: RoleProblem[] = []
  if (roles.length === 0) problems.push('needRole')
  if (roles.includes('admin') && until !== '') problems.push('adminUntil')
  else if (roles.includes('externalAuditor') && until === '') problems.push('needUntil')
  else if (until !== '' && !isIsoDate(until)) problems.push('untilWrong')
  else if (until !== '' && until <= today) problems.push('untilPast')
  else if (until !== '' && until > addDays(today, mostDays)) problems.push('untilFar')
  return problems
}

/** The first moment after the last day, in Taipei, milliseconds since 1970. */
export const endOfDay = (day: IsoDate): number => Date.parse(`${addDays(day, 1)}T00:00:00+08:00`)
/** The last whole day before a moment. */
export const lastDayBefore = (until: number): IsoDate => taipeiDate(until - 1)
