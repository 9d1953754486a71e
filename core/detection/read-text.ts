import { mailboxStart } from './detectors/email.ts'
import { isBesideDigit } from './normalise.ts'
import { prefixLength } from './prefix-filter.ts'
import { readNumber } from './read-number.ts'
import { readShape } from './read-shape.ts'
import { readWord } from './read-word.ts'
import { wokenBy, type ScanState } from './scan-state.ts'
import { vocabulary, wake } from './vocabulary.ts'

const byAt = wokenBy('at')
const { words } = vocabulary
const { symbols, next, shift, firstAccepting, wordAt } = vocabulary.automaton
const { masks, first, last } = vocabulary.filter

/**
 * Reads on through the automaton up to `until` and lets detectors read where it wakes them. `false` as soon as it
 * meets something that must be folded first, unless the text is already normalised.
 */
export function readText(state: ScanState, until: number): boolean {
  if (state.at >= until) return true
  const { text } = state
  let at = readOn(text, state.at, state.row, until)
  while (at < until) {
    const row = restingRow
    const word = words[wordAt[row]!]!
    if (word.wake === wake.digit) {
      const end = readNumber(state, at, word.length)
      // 192.168.0.1: the last digit before a dot still counts for what follows.
      at = readOn(text, end, text.charCodeAt(end) === dot ? digitRow : 0, until)
      continue
    }
    if (word.wake === wake.word) readWord(state, word, at + 1)
    else if (word.wake === wake.at) {
      at = readOn(text, readAt(state, at), 0, until)
      continue
    } else if (!state.isNormal && (word.wake === wake.fold || isBesideDigit(text, at))) return false
    at = readOn(text, at + 1, row, until)
  }
  state.at = at
  state.row = restingRow
  return true
}

/** The row of one digit read. */
const digitRow = next[symbols[48]!]!
const dot = 46

/** The row in which `readOn` stopped: a second result, without an object for each of a million stops. */
let restingRow = 0

/**
 * Runs from `at` in `row` to the next unit that completes a word or trigger, or to `until`. The automaton reads on
 * until nothing of a word is left, then the filter looks for where the next may begin.
 */
function readOn(text: string, from: number, fromRow: number, until: number): number {
  let at = from
  let row = fromRow
  for (let seen = from; ;) {
    while (at < until) {
      row = next[(row << shift) | symbols[text.charCodeAt(at)]!]!
      if (row >= firstAccepting) {
        restingRow = row
        return at
      }
      at++
      if (row === 0 && at > seen) break
    }
    if (at >= until) break
    const start = at
    seen = prefixEnd(text, at, until)
    // Up to `until` there may stand a prefix not yet whole: the automaton has to know of it.
    at = Math.max(start, seen - prefixLength + 1)
    row = 0
  }
  restingRow = row
  return at
}

/** The inner loop: the unit that completes what may be the beginning of a word, from `start` on, or `until`. */
function prefixEnd(text: string, start: number, until: number): number {
  let at = start
  for (let places = 0; at < until; at++) {
    places = ((places << 1) | first) & masks[text.charCodeAt(at)]!
    if ((places & last) !== 0) break
  }
  return at
}

/** Reads around an `@`. */
function readAt(state: ScanState, at: number): number {
  const start = mailboxStart(state.text, at, state.lastEnd)
  if (start < at) for (const one of byAt) if (readShape(state, one, start, at)) return state.lastEnd
  return at + 1
}
