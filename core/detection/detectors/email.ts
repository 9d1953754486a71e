import { labels } from '../../libraries/lexicons/labels.ts'
import { isLetter, isWord } from '../characters.ts'
import { defineDetector } from '../define-detector.ts'
import { evidence } from '../evidence.ts'
import { isRoleMailbox } from '../role-mailbox.ts'

const longestMailbox = 64
const longestDomain = 253

/** Addresses as people write them, not all that RFC 5322 would allow (no quotes, no comments, no address literals). */
export const email = defineDetector('email', {
  severity: 'low',
  trigger: ['at'],
  shape: (text, start, at) => (at > start && at - start <= longestMailbox ? domainEnd(text, at + 1) : -1),
  judge: (text, start, _end, at) => (isRoleMailbox(text, start, at) ? evidence.weakForm : 0),
  labels: labels.email,
  base: 1.7,
  weights: { label: 1, column: 1.2, neighbour: 0.6, weakForm: -1.6, joined: -0.3 },
  identifies: 'contact',
  mask: (written) => written.replace(/^(.)[^@]*@(.).*(\.[a-z]+)$/i, '$1***@$2***$3'),
})

/** Units of a mailbox: `.`, `_`, `%`, `+`, `'`, `-`, letters and digits; and of a domain. */
const mailboxUnits = unitsOf(/[A-Za-z0-9._%+'-]/)
const domainUnits = unitsOf(/[A-Za-z0-9-]/)
const dot = 46
const hyphen = 45

/** Where a mailbox that ends before the `@` at `at` begins, not before `least`; `at` if none does. */
export function mailboxStart(text: string, at: number, least: number): number {
  let start = at
  while (start > least && start > at - longestMailbox && mailboxUnits[text.charCodeAt(start - 1)] === 1)
    start--
  while (start < at && !isWord(text.charCodeAt(start))) start++
  return start
}

/** Where the `@` is behind a mailbox that begins at `start`, or -1. */
export function mailboxEnd(text: string, start: number): number {
  let at = start
  let unit = text.charCodeAt(at)
  if (!isWord(unit)) return -1
  while (mailboxUnits[unit] === 1) unit = text.charCodeAt(++at)
  return unit === 64 ? at : -1
}

/** End of a domain of at least two labels, the last of letters only; a full stop after it belongs to the sentence. */
function domainEnd(text: string, start: number): number {
  let end = -1
  for (let label = start; label - start < longestDomain;) {
    let at = label
    let unit = text.charCodeAt(at)
    if (unit === hyphen) break
    let isWritten = true
    while (domainUnits[unit] === 1) {
      isWritten &&= isLetter(unit)
      unit = text.charCodeAt(++at)
    }
    if (at === label) break
    if (label > start && at - label >= 2 && isWritten) end = at
    if (unit !== dot) return end === at ? end : -1
    label = at + 1
  }
  return end
}

function unitsOf(wanted: RegExp): Uint8Array {
  return Uint8Array.from({ length: 0x10000 }, (_, unit) =>
    unit < 128 && wanted.test(String.fromCharCode(unit)) ? 1 : 0,
  )
}
