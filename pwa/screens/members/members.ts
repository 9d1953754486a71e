import type { MemberRow } from '../../../core/projections/rows.ts'

/** Oneself first, then by name; those who left stand apart, the latest first. */
export function membersInOrder(
  members: readonly MemberRow[],
  nameOf: (member: MemberRow) => string,
): { readonly present: readonly MemberRow[]; readonly gone: readonly MemberRow[] } {
  const here = members.filter(({ removedAt }) => removedAt === undefined)
  const gone = members.filter(({ removedAt }) => removedAt !== undefined)
  return {
    present: here.toSorted(
      (a, b) => Number(b.self) - Number(a.self) || nameOf(a).localeCompare(nameOf(b), 'zh-Hant-TW'),
    ),
    gone: gone.toSorted((a, b) => (b.removedAt ?? 0) - (a.removedAt ?? 0)),
  }
}

/** Whether the workspace would be left without anyone who may let people in; the log refuses that as well. */
export const isLastAdmin = (member: MemberRow, members: readonly MemberRow[]): boolean =>
  isAdmin(member) && members.filter(isAdmin).length === 1

const isAdmin = ({ roles, removedAt }: MemberRow): boolean =>
  removedAt === undefined && roles.includes('admin')
