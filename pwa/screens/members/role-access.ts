import { mayRead, mayWrite } from '../../../core/members/access.ts'
import {
  compartments,
  type Compartment,
  type RecordType,
  type Role,
} from '../../../core/model/record-type.ts'
import { recordTypes } from '../../../core/records/index.ts'

/** What a set of roles opens, as every replica's gate judges it. */
export interface RoleAccess {
  readonly reads: readonly Compartment[]
  /** Keys of record types. */
  readonly writes: readonly string[]
  /** Keys of record types with a state these roles decide. */
  readonly approves: readonly string[]
  /** Members, devices and invitations. */
  readonly manages: boolean
}

export function accessOf(roles: readonly Role[], types: readonly RecordType[] = recordTypes): RoleAccess {
  const keysOf = (wanted: (type: RecordType) => boolean) => types.filter(wanted).map(({ key }) => key)
  return {
    reads: compartments.filter((compartment) => mayRead(roles, compartment)),
    // What these roles alone write says more of them than what every reader does.
    writes: [
      ...keysOf((type) => mayWrite(roles, type) && isNamed(type, roles)),
      ...keysOf((type) => mayWrite(roles, type) && !isNamed(type, roles)),
    ],
    approves: keysOf((type) => deciders(type).some((role) => roles.includes(role))),
    manages: roles.includes('admin'),
  }
}

/** What changing from some roles to others opens and closes. */
export interface AccessChange {
  readonly gainsRead: readonly Compartment[]
  readonly losesRead: readonly Compartment[]
  readonly gainsWrite: readonly string[]
  readonly losesWrite: readonly string[]
  readonly manages?: 'gained' | 'lost'
  readonly any: boolean
}

export function accessChange(
  before: readonly Role[],
  after: readonly Role[],
  types: readonly RecordType[] = recordTypes,
): AccessChange {
  const [old, next] = [accessOf(before, types), accessOf(after, types)]
  const parts = {
    gainsRead: missingIn(old.reads, next.reads),
    losesRead: missingIn(next.reads, old.reads),
    gainsWrite: missingIn(old.writes, next.writes),
    losesWrite: missingIn(next.writes, old.writes),
  }
  const manages = old.manages === next.manages ? undefined : next.manages ? 'gained' : 'lost'
  return {
    ...parts,
    ...(manages ? { manages } : {}),
    any: manages !== undefined || Object.values(parts).some((part) => part.length > 0),
  }
}

const isNamed = ({ writers }: RecordType, roles: readonly Role[]): boolean =>
  roles.some((role) => writers.includes(role))

const deciders = (type: RecordType): readonly Role[] => [
  ...Object.values(type.approval ?? {}).flat(),
  ...(type.approvalWhen ?? []).flatMap(({ roles }) => roles),
]

const missingIn = <T>(all: readonly T[], some: readonly T[]): readonly T[] =>
  some.filter((one) => !all.includes(one))
