import { labels } from '../../libraries/lexicons/labels.ts'
import { isLetter, isWord } from '../characters.ts'
import { defineDetector } from '../define-detector.ts'
import { evidence } from '../evidence.ts'

/** Mailboxes of an office rather than of a person. */
const roleMailbox =
  /(?:info|services?|support|admin|contact|sales|no-?reply|donotreply|postmaster|webmaster|abuse|help|helpdesk|office|hr|press|security|privacy)@/iy
const longestMailbox = 64
const longestDomain = 253

/** Addresses as people write them, not all that RFC 5322 would allow (no quotes, no comments, no address literals). */
export const email = defineDetector('email', {
  severity: 'low',
  trigger: ['at'],
  shape: (text, start, at) => (at > start && at - start <= longestMailbox ? domainEnd(text, at + 1) : -1),
  judge: (text, start) => {
    roleMailbox.lastIndex = start
    return roleMailbox.test(text) ? evidence.weakForm : 0
  },
  labels: labels.email,
  base: 1.7,
  weights: { label: 1, column: 1.2, neighbour: 0.6, weakForm: -1.6, joined: -0.3 },
  identifies: 'contact',
  mask: (written) => written.replace(/^(.)[^@]*@/, '$1***@'),
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

/** End of a domain of at least two labels, the last of letters only; a full stop after it belongs to the sentence. */
function domainEnd(text: string, start: number): number {
  let end = -1
  let label = start
  while (label - start < longestDomain) {
    let at = label
    while (domainUnits[text.charCodeAt(at)] === 1) at++
    if (at === label || text.charCodeAt(label) === hyphen) break
    if (label > start && at - label >= 2 && isLetters(text, label, at)) end = at
    if (text.charCodeAt(at) !== dot) return end === at ? end : -1
    label = at + 1
  }
  return end
}

function isLetters(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isLetter(text.charCodeAt(at))) return false
  return true
}

function unitsOf(wanted: RegExp): Uint8Array {
  return Uint8Array.from({ length: 0x10000 }, (_, unit) =>
    unit < 128 && wanted.test(String.fromCharCode(unit)) ? 1 : 0,
  )
}
