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
  shape: (text, start) => {
    let at = start
    while (isMailbox(text.charCodeAt(at))) at++
    if (at === start || at - start > longestMailbox || text.charCodeAt(at) !== 64) return -1
    return domainEnd(text, at + 1)
  },
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

/** `.`, `_`, `%`, `+`, `'`, `-`, letters and digits. */
export const isMailbox = (unit: number): boolean =>
  isWord(unit) || unit === 46 || unit === 95 || unit === 45 || unit === 43 || unit === 37 || unit === 39

/** End of a domain of at least two labels, the last of letters only; a full stop after it belongs to the sentence. */
function domainEnd(text: string, start: number): number {
  let end = -1
  let labelStart = start
  let letters = true
  for (let at = start; at <= start + longestDomain; at++) {
    const unit = text.charCodeAt(at)
    if (isWord(unit) || (unit === 45 && at > labelStart)) {
      letters &&= isLetter(unit)
      continue
    }
    const closes = at - labelStart >= 2 && letters && labelStart > start && text.charCodeAt(at - 1) !== 45
    if (closes) end = at
    if (unit !== 46 || at === labelStart) break
    labelStart = at + 1
    letters = true
  }
  return end
}
