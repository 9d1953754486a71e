import { labels } from '../../libraries/lexicons/labels.ts'
import { defineDetector } from '../define-detector.ts'
import { isDigit } from '../characters.ts'
import { evidence } from '../evidence.ts'
import { maskMost } from '../mask-middle.ts'

/**
 * Accounts of banks in Taiwan: ten to sixteen digits, often after the bank's three (012-345678901234); of the post
 * office 700 and fourteen. No check digit is published: only with a label.
 */
export const bankAccount = defineDetector('bankAccount', {
  severity: 'high',
  trigger: ['digits'],
  begins: '(0123456789',
  leastDigits: 10,
  needsLabel: true,
  startOf: bankStart,
  shape: accountEnd,
  judge: (text, start) => (bankCode.test(text.slice(start, start + 6)) ? evidence.strongForm : 0),
  labels: labels.bankAccount,
  base: -2.5,
  weights: { label: 2.2, adjacent: 1.5, column: 3.7, neighbour: 0.6, strongForm: 0.6, documentNumber: -5, otherLabel: -2, joined: -2 },
  identifies: 'contact',
  mask: (written) => maskMost(written, 3, 3),
}) // prettier-ignore

const bankCode = /^(?:\(\d{3}\)|\d{3}[ -]\d)/

/** Begin of `(012)` around or before the group at `at`, or `at`. */
function bankStart(text: string, at: number): number {
  if (text[at - 1] === '(' && text[at + 3] === ')') return at - 1
  const closing = text.charCodeAt(at - 1) === 32 ? at - 2 : at - 1
  return text[closing] === ')' && text[closing - 4] === '(' ? closing - 4 : at
}

/** Ten to nineteen digits in groups of any size, single gaps between them. */
function accountEnd(text: string, start: number): number {
  let at = start
  if (text[at] === '(') {
    if (text[at + 4] !== ')') return -1
    at++
  }
  let digits = 0
  let end = -1
  while (digits < 20) {
    const unit = text.charCodeAt(at)
    if (isDigit(unit)) {
      digits++
      end = ++at
    } else if (end === at && unit === 45 && isDigit(text.charCodeAt(at + 1))) at++
    else if (end === at && unit === 32 && isGroup(text, at + 1, digits)) at++
    else if (end === at && unit === 41) at += text.charCodeAt(at + 1) === 32 ? 2 : 1
    else break
  }
  return digits >= 10 && digits <= 19 ? end : -1
}

/** A space parts groups of four or five; behind ten digits a longer group is another number. */
function isGroup(text: string, at: number, digits: number): boolean {
  let end = at
  while (isDigit(text.charCodeAt(end))) end++
  return end > at && (digits < 10 || (end - at <= 5 && digits + end - at <= 16))
}
