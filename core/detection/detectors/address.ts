import { labels } from '../../libraries/lexicons/labels.ts'
import { counties } from '../../libraries/lexicons/places.ts'
import { defineDetector, type Reading, type Trigger } from '../define-detector.ts'
import { maskMost } from '../mask-middle.ts'
import { addressEvidence, readAddress } from '../read-address.ts'
import { skipDelimiters } from '../read-value.ts'

/** Addresses of Taiwan, down to the number (號): from a county on, or after a label from anywhere on. */
export const address = defineDetector('address', {
  severity: 'low',
  trigger: ['cue', 'label'],
  cues: counties,
  read: (text: string, at: number, trigger: Trigger, from: number): Reading | undefined => {
    // 台北市政府 is an office.
    if (text.startsWith('政府', at)) return undefined
    const start = trigger === 'cue' ? from : skipDelimiters(text, at, postalCode)
    if (start === -1) return undefined
    const end = readAddress(text, start, text.length)
    return end === -1 ? undefined : { start, end, evidence: addressEvidence() }
  },
  cell: (text, start, end) => {
    const from = skipDelimiters(text, start, postalCode)
    return readAddress(text, from === -1 ? start : from, end) === -1 ? -1 : addressEvidence()
  },
  labels: labels.address,
  base: 0.6,
  weights: { label: 0.6, adjacent: 0.8, column: 1.6, neighbour: 0.6, strongForm: 0.4, weakForm: -1.1, documentNumber: -3 },
  identifies: 'nobody',
  mask: (written) => maskMost(written, 6, 0),
}) // prettier-ignore

/** What stands before an address: a postal code in its brackets, the country. */
const postalCode = /[([]?\d{3}(?:-?\d{2,3})?[)\]]?[ \u3000]*|台灣省?|臺灣省?|中華民國/y
