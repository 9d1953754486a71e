import type { Role, RecordType } from '../../core/model/record-type.ts'

/** Whether a member with these roles may write records of the type at all; the gate of every replica decides. */
export function mayWrite(type: RecordType, roles: readonly string[]): boolean {
  if (type.projected) return false
  return type.writers.some(
    (writer) => writer === 'everyMember' || writer === 'everyReader' || roles.includes(writer),
  )
}

/** Roles that alone may change the field, when this member has none of them. */
export function fieldReservedFor(
  type: RecordType,
  field: string,
  roles: readonly string[],
): readonly Role[] | undefined {
  const only = type.fieldWriters?.[field]
  return only && !only.some((role) => roles.includes(role)) ? only : undefined
}
