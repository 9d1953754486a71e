/** Review within 24 hours, escalation after 72 (domain 9). Hours are whole and rounded up: 23.2 h left is 24. */
export type Age =
  | { readonly type: 'left24'; readonly hours: number }
  | { readonly type: 'over24'; readonly hours: number }
  | { readonly type: 'over72'; readonly days: number }

const hour = 3_600_000

export function ageOf(at: number, now: number): Age {
  const hours = (now - at) / hour
  if (hours >= 72) return { type: 'over72', days: Math.floor(hours / 24) }
  if (hours >= 24) return { type: 'over24', hours: Math.max(1, Math.ceil(72 - hours)) }
  return { type: 'left24', hours: Math.max(1, Math.ceil(24 - Math.max(0, hours))) }
}
