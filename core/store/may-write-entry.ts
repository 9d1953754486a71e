import { mayRead, mayWrite } from '../members/access.ts'
import type { MemberId } from '../model/ids.ts'
import { prefixOf } from '../model/ids.ts'
import { voidState, type Compartment, type RecordType, type Role } from '../model/record-type.ts'
import type { Owner, SealedUnder } from '../journal/envelope.ts'
import type { Entry, MoveValue } from '../projections/entries.ts'
import { numberField, type RecordKey } from '../projections/record-keys.ts'

/** By what an author may write: their roles at a point, and whether their device mints numbers there. */
export interface Writer {
  readonly roles: readonly Role[]
  readonly member: MemberId | undefined
  readonly numbering: boolean
}

/** Whether a writer may write to a compartment at all: what they read, and their own `self`. */
export const mayWriteIn = (
  { roles, member }: Pick<Writer, 'roles' | 'member'>,
  { compartment, owner }: { readonly compartment: SealedUnder; readonly owner: Owner },
): boolean => (owner !== '' && owner === member) || mayRead(roles, compartment as Compartment)

/** Whether a writer may write this entry, as far as type, field and state say. */
export const mayWriteEntry = (
  { key, value }: Entry,
  type: RecordType,
  { roles, numbering }: Writer,
): boolean =>
  mayWrite(roles, type) &&
  mayWriteKey(key, type, roles, numbering) &&
  (key.part !== 'move' || value === undefined || mayMove(value as MoveValue, type, roles))

/** What an envelope's author may no longer write: it stays in its chain and in the document, and counts as unwritten. */
export const withoutEffect = (
  entries: readonly Entry[],
  place: { readonly compartment: SealedUnder; readonly owner: Owner },
  typeOfPrefix: (prefix: string) => RecordType | undefined,
  writer: Writer,
): readonly Entry[] =>
  mayWriteIn(writer, place)
    ? entries.filter((entry) => {
        const type = typeOfPrefix(prefixOf(entry.key.record))
        return !type || !mayWriteEntry(entry, type, writer)
      })
    : entries

/** Fields that only some roles, or only the numbering device, may write. */
function mayWriteKey(key: RecordKey, type: RecordType, roles: readonly Role[], numbering: boolean): boolean {
  if (key.part !== 'field') return true
  if (key.field === numberField) return numbering
  const only = own(type.fieldWriters, key.field)
  return only === undefined || only.some((role) => roles.includes(role))
}

/** A state that needs an approver is entered by one, or the whole point of approval is gone. */
function mayMove({ to }: MoveValue, type: RecordType, roles: readonly Role[]): boolean {
  if (to === voidState) return true
  const deciders = [
    ...(own(type.approval, to) ?? []),
    ...(type.approvalWhen ?? []).filter(({ state }) => state === to).flatMap((rule) => rule.roles),
  ]
  return (
    Object.hasOwn(type.lifecycle, to) &&
    (deciders.length === 0 || deciders.some((role) => roles.includes(role)))
  )
}

/** What was declared under a name others chose: `constructor` is in every object, and no list of roles. */
const own = <T>(declared: Readonly<Record<string, T>> | undefined, name: string): T | undefined =>
  declared && Object.hasOwn(declared, name) ? declared[name] : undefined
