import { labels } from '../../libraries/lexicons/labels.ts'
import { placeholderSecrets, secretShapes } from '../../libraries/lexicons/secrets.ts'
import { isWord } from '../characters.ts'
import { defineDetector, type Reading, type Trigger } from '../define-detector.ts'
import { evidence } from '../evidence.ts'

/** Keys and passwords: tokens by their issuer's prefix, private keys, JSON web tokens, what stands after 密碼 or password. */
export const secretKey = defineDetector('secretKey', {
  severity: 'high',
  trigger: ['cue', 'label'],
  // Rules of hyphens, and indents, which a cue takes for them, are everywhere: of those before BEGIN the last wakes.
  cues: secretShapes.map(({ cue }) => cue.replace(/^-+/, '-')),
  read: (text: string, at: number, trigger: Trigger, from: number): Reading | undefined =>
    trigger === 'cue' ? tokenAt(text, from) : passwordAfter(text, at),
  cell: (text, start, end) => (isSecret(text.slice(start, end)) ? 0 : -1),
  labels: labels.secretKey,
  base: -1,
  weights: { strongForm: 3, label: 0.8, adjacent: 0.9, column: 1.7 },
  identifies: 'nobody',
  mask: (written) => (written.startsWith('-----') ? '-----BEGIN …' : `${written.slice(0, 2)}********`),
})

const longestKey = 12_000

function tokenAt(text: string, cueAt: number): Reading | undefined {
  const isKey = !isWord(text.charCodeAt(cueAt))
  const from = isKey ? cueAt - 4 : cueAt
  if (isKey ? !text.startsWith('-----', from) : isWord(text.charCodeAt(from - 1))) return undefined
  for (const { shape } of secretShapes) {
    shape.lastIndex = from
    if (!shape.test(text)) continue
    const end = isKey ? keyEnd(text, shape.lastIndex) : shape.lastIndex
    return { start: from, end, evidence: evidence.strongForm }
  }
  return undefined
}

/** A private key reaches to its last line; without one, to the end of its first. */
function keyEnd(text: string, from: number): number {
  const last = text.indexOf('-----END ', from)
  if (last === -1 || last - from > longestKey) return from
  const end = text.indexOf('-----', last + 9)
  return end === -1 || end - last > 60 ? from : end + 5
}

const delimiter = /["'`]?[ \t]*(?:[:：=＝]|=>|是|為|\t)[ \t]*["'`]?/y
const value = /[\x21-\x7e]{4,128}/y

function passwordAfter(text: string, at: number): Reading | undefined {
  delimiter.lastIndex = at
  if (!delimiter.test(text)) return undefined
  const start = delimiter.lastIndex
  value.lastIndex = start
  const written = value.exec(text)?.[0].replace(/["'`,;)}\]>]+$/, '') ?? ''
  return isSecret(written) ? { start, end: start + written.length, evidence: 0 } : undefined
}

/** Words and types stand where a password would; a secret mixes kinds of characters. */
function isSecret(written: string): boolean {
  if (
    written.length < 6 ||
    placeholderSecrets.test(written) ||
    /[(<${]|\p{Script=Han}|^https?:/u.test(written)
  )
    return false
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(written)).length
  return kinds >= 2 && /\d|[^\w.-]/.test(written)
}
