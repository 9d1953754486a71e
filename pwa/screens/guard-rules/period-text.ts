import { m } from '../../../core/i18n/index.ts'

/** `P5Y` and `P180D` as a reader says them; retention knows no other ISO 8601 durations. */
export function periodText(duration: string): string {
  const [, count = '', unit] = /^P(\d+)([YD])$/.exec(duration) ?? []
  if (unit === 'Y') return m['guardRules.years']({ count })
  return unit === 'D' ? m['guardRules.days']({ count }) : duration
}
