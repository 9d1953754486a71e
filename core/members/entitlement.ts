import type { MemberId } from '../model/ids.ts'
import type { SealedUnder } from '../journal/envelope.ts'
import { compartments, type Role } from '../model/record-type.ts'
import { mayGrant, mayRead } from './access.ts'
import type { MemberDevice, Membership } from './membership.ts'
import { rolesOf } from './membership.ts'
import type { Grant, MemberOperation } from './operations.ts'

/** Whether these roles allow the operation, whatever it names. `member`: whose roles they are. */
export function mayOperate(
  roles: readonly Role[],
  operation: MemberOperation,
  member: MemberId | undefined,
): boolean {
  switch (operation.type) {
    case 'genesis':
    case 'recover':
      // They prove themselves.
      return true
    case 'grant':
      return operation.grants.every((grant) => mayHandOn(roles, grant, member))
    case 'cut':
      return coverable(roles).size > 0
    default:
      return roles.includes('admin')
  }
}

/** The log's key may be handed on by whoever hands on most others, and by administrators. */
export const mayHandOn = (
  roles: readonly Role[],
  { compartment, owner }: Pick<Grant, 'compartment' | 'owner'>,
  member: MemberId | undefined,
): boolean =>
  (compartment === 'self' && owner === member) ||
  mayGrant(roles, compartment === 'members' ? 'common' : compartment)

/** Compartments in which these roles may complete another's cut: those they see and answer for. */
export const coverable = (roles: readonly Role[]): ReadonlySet<SealedUnder> =>
  new Set(compartments.filter((compartment) => mayGrant(roles, compartment) && mayRead(roles, compartment)))

/** Compartments whose chains these roles can see, with the log itself. */
export const visible = (roles: readonly Role[]): ReadonlySet<SealedUnder> =>
  new Set<SealedUnder>([...compartments.filter((compartment) => mayRead(roles, compartment)), 'members'])

/** Whether a device may hold the key: extensions none, a person's own device what their roles read, and their `self`. */
export function isEntitled(
  membership: Membership,
  device: MemberDevice | undefined,
  { compartment, owner }: Pick<Grant, 'compartment' | 'owner'>,
  at: Parameters<typeof rolesOf>[2],
): boolean {
  if (!device || device.kind !== 'pwa' || device.last) return false
  const roles = rolesOf(membership, device.id, at)
  if (roles.length === 0) return false
  if (compartment === 'members') return true
  if (compartment === 'self' && owner === device.member) return true
  return mayRead(roles, compartment)
}
