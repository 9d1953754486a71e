import { m } from '../../../core/i18n/index.ts'
import type { MemberId, RecordId } from '../../../core/model/ids.ts'
import { roleName } from '../../../core/records/labels.ts'
import type { InvitedFor } from '../../../core/store/commands.ts'

/** Names of people and members. */
export interface Invited {
  readonly nameOfPerson: (person: RecordId) => string
  readonly nameOfMember: (member: MemberId) => string
}

/** Whom an invitation is for and what they get by it, in words. */
export function forWhom(
  invited: InvitedFor,
  names: Invited,
): { readonly person: string; readonly what: string } {
  return 'member' in invited
    ? { person: names.nameOfMember(invited.member), what: m['invite.sheetDevice']() }
    : {
        person: names.nameOfPerson(invited.person),
        what: invited.roles.map((role) => roleName(role)).join(m['members.sep']()),
      }
}
