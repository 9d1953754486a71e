import { isRecordId, isMemberId } from '../../../core/model/ids.ts'
import type { Role } from '../../../core/model/record-type.ts'
import { isIsoDate, type IsoDate } from '../../../core/model/roc-date.ts'
import type { InvitedFor } from '../../../core/store/commands.ts'
import { endOfDay, roleProblems } from '../members/role-draft.ts'

/** What the form of an invitation holds. */
export interface InviteDraft {
  readonly kind: 'person' | 'device'
  readonly person: string
  readonly member: string
  readonly roles: readonly Role[]
  readonly until: string
}

export const hoursOffered = ['1', '24', '72', '168'] as const

/** Keys of what is still missing, in the order of the form. */
export function invitationGaps(draft: InviteDraft, today: IsoDate): readonly string[] {
  if (draft.kind === 'device') return isMemberId(draft.member) ? [] : ['invite.needMember']
  const problems = roleProblems(draft, today)
  return [
    ...(isRecordId(draft.person) ? [] : ['invite.needPerson']),
    ...(problems.includes('needRole') ? ['invite.needRoles'] : []),
    ...(problems.some((problem) => problem !== 'needRole') ? ['invite.needUntil'] : []),
  ]
}

/** Whom it is for, once nothing is missing. */
export function invitedFor({ kind, person, member, roles, until }: InviteDraft): InvitedFor | undefined {
  if (kind === 'device') return isMemberId(member) ? { member } : undefined
  if (!isRecordId(person)) return undefined
  return { person, roles, ...(isIsoDate(until) ? { until: endOfDay(until) } : {}) }
}
