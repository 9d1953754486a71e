import { labels } from '../../libraries/lexicons/labels.ts'
import { defineDetector } from '../define-detector.ts'
import { evidence } from '../evidence.ts'
import { isDigit, isWord } from '../characters.ts'
import type { Reading } from '../define-detector.ts'

/** IPv4 addresses. Versions and section numbers look the same; private ranges lead to nobody. */
export const ipAddress = defineDetector('ipAddress', {
  severity: 'low',
  trigger: ['cue'],
  cues: ['0.0.', '0.00.', '0.000.'],
  shape: (text, start) => {
    octets.lastIndex = start
    return octets.test(text) ? octets.lastIndex : -1
  },
  read: readAround,
  judge: (text, start, end) => formOf(text.slice(start, end)),
  labels: labels.ipAddress,
  base: 0.6,
  weights: { label: 0.6, adjacent: 0.6, column: 1.2, weakForm: -1.6, otherLabel: -1.6, documentNumber: -3 },
  identifies: 'nobody',
  mask: (written) => written.replace(/^(\d+\.)\d+\.\d+\.\d+$/, '$1*.*.*'),
})

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
const octets = new RegExp(`${octet}(?:\\.${octet}){3}`, 'y')
const unrouted = /^(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|22[4-9]|2[3-5]\d)\./

function readAround(text: string, _at: number, _trigger: string, from: number): Reading | undefined {
  let start = from
  while (start > from - 2 && isDigit(text.charCodeAt(start - 1))) start--
  const before = text[start - 1] ?? ''
  if (isWord(before.charCodeAt(0)) || '._-'.includes(before || ' ')) return undefined
  octets.lastIndex = start
  if (!octets.test(text)) return undefined
  const end = octets.lastIndex
  const after = text.charCodeAt(end)
  if (isWord(after) || after === 95 || (after === 46 && isDigit(text.charCodeAt(end + 1)))) return undefined
  return { start, end, evidence: formOf(text.slice(start, end)) }
}

/** Private and reserved ranges, and four numbers so small that they are rather a version or a section. */
const formOf = (written: string): number =>
  unrouted.test(written) || written.split('.').every((part) => Number(part) < 32) ? evidence.weakForm : 0
