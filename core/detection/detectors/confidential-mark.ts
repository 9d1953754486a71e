import { labels } from '../../libraries/lexicons/labels.ts'
import { defineDetector, type Reading, type Trigger } from '../define-detector.ts'
import { isHan } from '../characters.ts'
import { skipDelimiters } from '../read-value.ts'

/**
 * Marks of secrecy: 密, 機密, 極機密, 絕對機密 (國家機密保護法 Art. 4, 文書處理手冊), 限閱, Confidential. A mark stands
 * alone: on its line, in brackets at the beginning of one, or after 密等. 機密性 in a sentence is a word.
 */
export const confidentialMark = defineDetector('confidentialMark', {
  severity: 'high',
  trigger: ['cue', 'label'],
  cues: ['密', '限閱', 'confidential', 'secret', 'restricted', 'internal use only', 'proprietary'],
  read: (text: string, at: number, trigger: Trigger, from: number): Reading | undefined =>
    trigger === 'cue' ? markAround(text, from, at) : markAfter(text, at),
  labels: labels.confidentialMark,
  base: 1.2,
  // A register's column of levels says how secret other things are, not this document.
  weights: { label: 0.4, column: -4 },
  identifies: 'nobody',
  mask: (written) => '＊'.repeat(Math.min(8, written.length)),
})

const levels = /(?:絕對機密|極機密|機密|密|限閱|(?:strictly |company |highly |commercial(?:ly)? )?confidential|top secret|secret|restricted|(?:for )?internal use only|proprietary and confidential|proprietary)(?![\p{L}\p{N}])/iuy // prettier-ignore

function markAfter(text: string, at: number): Reading | undefined {
  const start = skipDelimiters(text, at, opening)
  if (start === -1) return undefined
  levels.lastIndex = start
  return levels.test(text) ? { start, end: levels.lastIndex, evidence: 0 } : undefined
}

const opening = /[【〔［[（(「『]?[ \u3000]?/y
/** Not 「」: those quote a word. */
const openings = '【〔［[（('
const closings = '】〕］]）)'
/** What may decorate a mark on its line, a ticked box among it; an empty box is no mark. */
const decoration = ' \t\u3000*＊-－—–=_~※■☑☒✓✔●◎▲#＃'
const before =
  /(?:絕對|極)?機?$|(?:strictly|company|highly|commercial|commercially|top|for|proprietary and) $/i

/** The mark that ends at `at`, the end of its last character, where nothing else stands on its line or in its brackets. */
function markAround(text: string, from: number, at: number): Reading | undefined {
  if (isHan(text.charCodeAt(at))) return undefined
  let start = from - (before.exec(text.slice(Math.max(0, from - 16), from))?.[0].length ?? 0)
  let left = start
  while (left > 0 && decoration.includes(text[left - 1]!)) left--
  const opened = left > 0 && openings.includes(text[left - 1]!)
  if (opened) left--
  while (left > 0 && decoration.includes(text[left - 1]!)) left--
  if (left > 0 && !isLineEdge(text.charCodeAt(left - 1))) return undefined
  let right = at
  while (right < text.length && decoration.includes(text[right]!)) right++
  const closed = right < text.length && closings.includes(text[right]!)
  if (opened !== closed) return undefined
  // 【機密】may stand before a title; without brackets the line is the mark's alone.
  if (!opened && right < text.length && !isLineEdge(text.charCodeAt(right))) return undefined
  while (start < from && text.charCodeAt(start) <= 32) start++
  return { start, end: at, evidence: 0 }
}

const isLineEdge = (unit: number): boolean =>
  unit === 10 || unit === 13 || unit === 12 || unit === 9 || unit === 0x2028
