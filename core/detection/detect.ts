import type { Cell, ReadableText, Table } from '../model/readable.ts'
import { detectors } from './detectors/index.ts'
import { leastScore } from './evidence.ts'
import { copyOf, type Hits } from './hits.ts'
import { endOf, normalise, startOf } from './normalise.ts'
import { countPeople } from './people.ts'
import { scan } from './scan.ts'
import { isSure, isTest, scoreOf } from './score.ts'
import { tablesInText } from './tables-in-text.ts'
import type { Findings, Match } from './types.ts'
import { weigh } from './weigh.ts'

/**
 * Finds personal data in a text, or in what extraction read. Pure: the same text always gives the same findings, and
 * nothing of it is kept. Never throws on any text. Offsets are UTF-16 units of the text as given; matches come in
 * its order and do not overlap.
 */
export function detect(readable: ReadableText | string): Findings {
  const given = typeof readable === 'string' ? readable : readable.text
  const givenTables = typeof readable === 'string' ? [] : readable.tables
  // Plain text pays nothing for folding: the pass itself tells when something must be folded, and starts again.
  const plain = scan(given, false, givenTables)
  const { text, origins } = plain ? { text: given, origins: undefined } : normalise(given)
  const moved = origins ? moveTables(givenTables, origins) : givenTables
  const scanned = plain ?? scan(text, true, moved)!
  const tables = moved.length === 0 ? tablesInText(text, scanned) : moved
  const weighed = weigh(text, tables, scanned)
  const people = countPeople(text, weighed)
  const hits = copyOf(weighed)
  let matches: readonly Match[] | undefined
  return {
    people,
    // Who only counts people is not made to pay for an object a hit.
    get matches() {
      return (matches ??= matchesOf(hits, origins, given))
    },
  }
}

function matchesOf(hits: Hits, origins: Int32Array | undefined, given: string): Match[] {
  const matches = new Array<Match>(hits.length)
  let count = 0
  for (let at = 0; at < hits.length; at++) {
    const score = scoreOf(hits, at)
    if (score < leastScore) continue
    const { type, severity } = detectors[hits.detector[at]!]!
    const start = hits.start[at]!
    const end = hits.end[at]!
    const match: Match = {
      type,
      start: origins ? startOf(origins, start) : start,
      end: origins ? endOf(origins, end, given) : end,
      score,
      severity: isSure(hits, at) ? severity : 'possible',
    }
    matches[count++] = isTest(hits, at) ? { ...match, test: true } : match
  }
  matches.length = count
  return matches
}

/** Tables with their offsets led from the given text to the normalised one. */
function moveTables(tables: readonly Table[], origins: Int32Array): Table[] {
  let at = 0
  const moved = (offset: number): number => {
    // Offsets of a table ascend, so that walking on is enough; a later table may begin earlier only by mistake.
    if (origins[at]! > offset) at = 0
    while (at < origins.length - 1 && origins[at]! < offset) at++
    return at
  }
  return tables.map(({ rows }) => ({
    rows: rows.map((row) => row.map((cell): Cell => ({ start: moved(cell.start), end: moved(cell.end) }))),
  }))
}
