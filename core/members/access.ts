import type { Compartment, RecordType, Role } from '../model/record-type.ts'
import { compartments } from '../model/record-type.ts'

/** Roles that may read a compartment. `everyone`: every member. `self` is read by its member, beside these. */
const readers: Readonly<Record<Compartment, 'everyone' | readonly Role[]>> = {
  policy: 'everyone',
  common: 'everyone',
  self: ['securityManager', 'ciso', 'unitHead'],
  isms: [
    'unitContact', 'unitHead', 'riskOwner', 'assetOwner', 'securityManager', 'auditor', 'leadAuditor', 'ciso',
    'legal', 'privacyOfficer', 'externalAuditor',
  ], // prettier-ignore
  people: ['securityManager', 'ciso', 'unitHead'],
  privacy: ['privacyOfficer', 'securityManager', 'legal', 'ciso', 'unitHead', 'unitContact'],
  audit: ['auditor', 'leadAuditor', 'ciso'],
  guard: ['securityManager', 'privacyOfficer'],
}

/** Whether a member with these roles may read the compartment. `admin` reads nothing by that role alone. A member's own `self` is theirs besides. */
export function mayRead(roles: readonly Role[], compartment: Compartment): boolean {
  const allowed = readers[compartment]
  // Without any role, after their end or a removal, nobody is "everyone" either.
  return allowed === 'everyone' ? roles.length > 0 : roles.some((role) => allowed.includes(role))
}

export const readableCompartments = (roles: readonly Role[]): readonly Compartment[] =>
  compartments.filter((compartment) => mayRead(roles, compartment))

/** Whether a member with these roles may write records of the type. An external auditor writes only what names them: they are no member of the organisation. */
export function mayWrite(roles: readonly Role[], type: RecordType): boolean {
  if (type.projected) return false
  return type.writers.some((writer) => {
    if (writer === 'everyMember') return !onlyExternal(roles)
    if (writer === 'everyReader') return mayRead(roles, type.compartment) && !onlyExternal(roles)
    return roles.includes(writer)
  })
}

/** Who may wrap a compartment's key for an entitled device. */
export function mayGrant(roles: readonly Role[], compartment: Compartment): boolean {
  const granters: readonly Role[] =
    compartment === 'audit'
      ? ['leadAuditor', 'ciso']
      : compartment === 'guard'
        ? ['securityManager', 'privacyOfficer']
        : ['admin', 'ciso', 'securityManager']
  return roles.some((role) => granters.includes(role))
}

const onlyExternal = (roles: readonly Role[]): boolean => roles.every((role) => role === 'externalAuditor')
