import { labels } from '../../libraries/lexicons/labels.ts'
import { defineDetector } from '../define-detector.ts'
import { evidence } from '../evidence.ts'
import { isDigit } from '../characters.ts'
import { maskMost } from '../mask-middle.ts'

/**
 * Landlines: an area (02, 03, 037, 04, 049, 05, 06, 07, 08, 082, 0826, 0836, 089) and what belongs to it (國家通訊傳播
 * 委員會 numbering plan); `(02)2345-6789#123`, `02-2345-6789 轉 123`, `+886-2-2345-6789`. Often an office's, so it
 * counts nobody.
 */
export const landline = defineDetector('landline', {
  severity: 'low',
  trigger: ['digits'],
  begins: '0+8(',
  leastDigits: 9,
  startOf: areaStart,
  shape: landlineEnd,
  judge: (text, start, end) => {
    const written = text.slice(start, end)
    if (decorated.test(written)) return evidence.strongForm
    return separated.test(written) ? 0 : evidence.weakForm
  },
  labels: labels.landline,
  base: 0.5,
  weights: { label: 1.4, column: 1.8, neighbour: 0.6, strongForm: 0.5, weakForm: -1.2, documentNumber: -6, otherLabel: -2, joined: -2 },
  identifies: 'nobody',
  mask: (written) => maskMost(written, 2, 3),
}) // prettier-ignore

const decorated = /^[(+]|#/
const separated = /^0\d{1,3}[ -]/

/** Begin of `(02)` around or before the group at `at`, or `at`. */
function areaStart(text: string, at: number): number {
  let closing = at - 1
  if (text.charCodeAt(closing) === 40) return closing
  if (text.charCodeAt(closing) === 32) closing--
  if (text.charCodeAt(closing) !== 41) return at
  const opening = text.lastIndexOf('(', closing)
  return opening === -1 || closing - opening > 9 ? at : opening
}

const abroad = /\(?(?:\+|00)?886\)?[ -]?(?:\(0\)|0)?/y
const withExtension = / ?(?:#|轉|分機|ext\.?) ?\d{1,6}(?!\d)/y
/** Fewest digits from the area on, without the 0, by its first; 04 has seven or eight after it. */
const lengthOf: Readonly<Record<string, number>> = { 2: 9, 3: 8, 4: 8, 5: 8, 6: 8, 7: 8, 8: 8 }
const isTaken = /[2-8]\D{0,2}[01]/y

function landlineEnd(text: string, start: number): number {
  const at = afterPrefix(text, start)
  const length = lengthOf[text[at] ?? '']
  // 0800, 0204, 070, 050: nobody's line.
  isTaken.lastIndex = at
  if (length === undefined || isTaken.test(text)) return -1
  let end = digitsEnd(text, at, length)
  if (end === -1) return -1
  if (text[at] === '4' && isDigit(text.charCodeAt(end))) end++
  withExtension.lastIndex = end
  return withExtension.test(text) ? withExtension.lastIndex : end
}

/** Where the area begins, after its 0 or the country's number; `start` if neither stands there. */
function afterPrefix(text: string, start: number): number {
  abroad.lastIndex = start
  if (abroad.test(text)) return isGapAt(text, abroad.lastIndex) ? abroad.lastIndex + 1 : abroad.lastIndex
  const zero = text[start] === '(' ? start + 1 : start
  return text[zero] === '0' ? zero + 1 : start
}

/** Reads `count` digits, each after at most a gap, a closing parenthesis, or both. */
function digitsEnd(text: string, from: number, count: number): number {
  let at = from
  for (let read = 0; read < count; read++) {
    if (text[at] === ')') at++
    if (isGapAt(text, at)) at++
    if (!isDigit(text.charCodeAt(at))) return -1
    at++
  }
  return at
}

const isGapAt = (text: string, at: number): boolean => text[at] === ' ' || text[at] === '-'
