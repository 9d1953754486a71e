import { labels } from '../../libraries/lexicons/labels.ts'
import { defineDetector } from '../define-detector.ts'
import { hasIbanCheck, ibanLengths } from '../iban-check.ts'
import { maskMost } from '../mask-middle.ts'
import { isWord } from '../characters.ts'
import { evidence } from '../evidence.ts'

/** International account numbers (ISO 13616): country, two check digits modulo 97, the country's length; in fours or in one. */
export const iban = defineDetector('iban', {
  severity: 'high',
  trigger: ['cue'],
  cues: Object.keys(ibanLengths).map((country) => `${country.toLowerCase()}00`),
  shape: ibanEnd,
  valid: hasIbanCheck,
  read: (text, _at, _trigger, from) => {
    const end = isWord(text.charCodeAt(from - 1)) ? -1 : ibanEnd(text, from)
    if (end === -1) return undefined
    return { start: from, end, evidence: hasIbanCheck(text, from, end) ? evidence.check : 0 }
  },
  labels: labels.iban,
  base: -0.6,
  weights: { check: 3, label: 1.2, column: 1.6, neighbour: 0.5, otherLabel: -0.5, joined: -2 },
  identifies: 'contact',
  mask: (written) => maskMost(written, 4, 3),
})

const plain = /[A-Z]{2}\d{2}[A-Z0-9]+/iy
const inFours = /[A-Z]{2}\d{2}(?:[ -][A-Z0-9]{4}){2,7}(?:[ -][A-Z0-9]{1,4})?/iy

function ibanEnd(text: string, start: number): number {
  const length = ibanLengths[text.slice(start, start + 2).toUpperCase()]
  if (length === undefined) return -1
  plain.lastIndex = inFours.lastIndex = start
  if (plain.test(text) && plain.lastIndex - start === length) return start + length
  const gaps = Math.ceil(length / 4) - 1
  return inFours.test(text) && inFours.lastIndex - start === length + gaps ? start + length + gaps : -1
}
