/** Mailboxes of an office rather than of a person. */
const roles = [
  'info', 'service', 'services', 'support', 'admin', 'contact', 'sales', 'noreply', 'no-reply', 'donotreply',
  'postmaster', 'webmaster', 'abuse', 'help', 'helpdesk', 'office', 'hr', 'press', 'security', 'privacy',
] // prettier-ignore
const longestRole = Math.max(...roles.map(({ length }) => length))

/** By first letter, of either case, and length: mostly none, hardly ever more than one. */
const placeOf = (first: number, length: number): number => (first & 31) * (longestRole + 1) + length
const rolesAt: string[][] = Array.from({ length: placeOf(31, longestRole) + 1 }, () => [])
for (const role of roles) rolesAt[placeOf(role.charCodeAt(0), role.length)]!.push(role)

/** Whether what stands from `start` to `end` is one of them. By hand: an expression would cost more than finding the address. */
export function isRoleMailbox(text: string, start: number, end: number): boolean {
  if (end - start > longestRole) return false
  const candidates = rolesAt[placeOf(text.charCodeAt(start), end - start)]!
  for (let one = 0; one < candidates.length; one++)
    if (isWrittenAt(text, start, candidates[one]!)) return true
  return false
}

function isWrittenAt(text: string, start: number, role: string): boolean {
  for (let at = 0; at < role.length; at++) {
    const unit = text.charCodeAt(start + at)
    // A hyphen has this bit already; no other mark becomes a letter by it that an address may hold.
    if ((unit | 32) !== role.charCodeAt(at)) return false
  }
  return true
}
