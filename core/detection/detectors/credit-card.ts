import { labels } from '../../libraries/lexicons/labels.ts'
import { defineDetector } from '../define-detector.ts'
import { testCards } from '../../libraries/lexicons/test-cards.ts'
import { groupedDigits, separatedDigits } from '../grouped-digits.ts'
import { hasLuhnCheck } from '../luhn.ts'
import { maskMost } from '../mask-middle.ts'

/**
 * Payment cards by issuer range, length and Luhn check (ISO/IEC 7812-1). A random number of sixteen digits passes one
 * time in twenty-five.
 */
export const creditCard = defineDetector('creditCard', {
  severity: 'high',
  trigger: ['digits'],
  begins: '23456',
  leastDigits: 13,
  shape: (text, start) => {
    if (groupedDigits(text, start, 13) === -1) return -1
    const digits = separatedDigits(text, start, 19)
    const length = cardLength(digits.text)
    return length === 0 ? -1 : digits.ends[length - 1]!
  },
  valid: hasLuhnCheck,
  labels: labels.creditCard,
  base: -1,
  weights: { check: 1.9, label: 1.4, column: 1.8, neighbour: 0.7, documentNumber: -5, otherLabel: -2.4, joined: -2 },
  identifies: 'contact',
  isTest: (written) => testCards.has(written.replace(/[ -]/g, '')),
  mask: (written) => maskMost(written, 2, 4),
}) // prettier-ignore

/** Ranges of the schemes, with the lengths they issue, longest first. */
const ranges: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^4/, [19, 16, 13]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^35(?:2[89]|[3-8])/, [19, 18, 17, 16]],
  [/^6(?:011|5|4[4-9])/, [19, 16]],
  [/^62/, [19, 18, 17, 16]],
  [/^3(?:6|8|0[0-5])/, [19, 16, 14]],
]

/** How many of these digits are a card's, or 0. All of them, or as many as the scheme issues and the check likes. */
function cardLength(digits: string): number {
  for (const [range, lengths] of ranges) {
    if (!range.test(digits)) continue
    const fitting = lengths.filter((length) => length <= digits.length)
    return fitting.find((length) => hasLuhnCheck(digits, 0, length)) ?? fitting[0] ?? 0
  }
  return 0
}
