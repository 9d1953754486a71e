import { labels } from '../../libraries/lexicons/labels.ts'
import { defineDetector } from '../define-detector.ts'
import { isDigit, isLetter, isWord } from '../characters.ts'
import { evidence } from '../evidence.ts'
import { maskMost } from '../mask-middle.ts'

/**
 * Number plates: ABC-1234 (since 2012), 1234-AB, AB-1234, 123-ABC, ABC-123 (監理 numbering rules). ISO-4001 and
 * IMT-2000 look the same: only with a label.
 */
export const plate = defineDetector('plate', {
  severity: 'medium',
  trigger: ['digits'],
  begins: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
  leastDigits: 3,
  needsLabel: true,
  startOf: plateStart,
  shape: (text, start) => {
    shape.lastIndex = start
    return shape.test(text) ? shape.lastIndex : -1
  },
  judge: (text, start, end) => (/[ -]/.test(text.slice(start, end)) ? 0 : evidence.weakForm),
  labels: labels.plate,
  base: -2.8,
  weights: { label: 2.4, adjacent: 1.4, column: 3.8, neighbour: 0.4, weakForm: -0.4, documentNumber: -5, otherLabel: -2, joined: -2 },
  identifies: 'contact',
  mask: (written) => maskMost(written, 2, 1),
}) // prettier-ignore

const shape =
  /[A-Z]{2,3}[ -]?\d{4}|[A-Z]{3}[ -]?\d{3}|\d{4}[ -]?[A-Z]{2}|\d{3}[ -]?[A-Z]{3}|[A-Z]\d[ -]\d{4}|\d{4}[ -][A-Z]\d/iy

/** The letters, and the gap, before the digits at `at`. */
function plateStart(text: string, at: number): number {
  const before = text.charCodeAt(at - 1)
  let start = before === 45 || before === 32 ? at - 1 : at
  const least = Math.max(0, start - 3)
  while (start > least && isLetter(text.charCodeAt(start - 1))) start--
  if (start === at - 1 && isDigit(text.charCodeAt(start - 1)) && isLetter(text.charCodeAt(start - 2)))
    start -= 2
  return isWord(text.charCodeAt(start)) ? start : at
}
