import { detectors } from './detectors/index.ts'
import type { Hits } from './hits.ts'
import { createKeySet, keyOf, type KeySet } from './key.ts'
import { isSure } from './score.ts'

/** A person's lines in a form or a letter stand within this many UTF-16 units of each other. */
const recordReach = 300
/** How well a number tells a person apart: national and resident numbers, other documents, names, ways to reach one. */
const rank = { nobody: 0, name: 1, contact: 2, document: 3, id: 4 } as const
const idTypes = new Set(['nationalId', 'residentId'])
const rankOf = detectors.map(({ type, identifies }) => {
  if (idTypes.has(type)) return rank.id
  if (type === 'personName') return rank.name
  return identifies === 'person' ? rank.document : rank[identifies]
})
const isPerson = detectors.map((detector) => detector.identifies === 'person')
/** National and resident numbers are one kind: a second one means a second person. */
const kindBit = detectors.map(({ type }, index) => (idTypes.has(type) ? 1 : 2 << index))

/**
 * Counts distinct persons, not hits. In a table a row is a person, and rows with the same identifier are the same
 * person. In prose a name, a number and a phone near each other are one person until a second one of a kind comes.
 * Hits that are only possible count for nobody.
 */
export function countPeople(text: string, hits: Hits): number {
  if (hits.length === 0) return 0
  const known = createKeySet(hits.length / 4)
  let people = 0
  let hasProse = false
  for (let from = 0; from < hits.length;) {
    const row = hits.row[from]!
    let to = from + 1
    while (to < hits.length && hits.row[to] === row) to++
    if (row === -1) hasProse = true
    else people += countRow(text, hits, from, to, known)
    from = to
  }
  if (!hasProse) return people
  // What the prose repeats of a table (links, comments) is nobody new.
  for (let at = 0; at < hits.length; at++)
    if (hits.row[at] !== -1 && isSure(hits, at)) known.add(keyAt(text, hits, at))
  return people + countProse(text, hits, known)
}

/**
 * The best numbers of a row say who is in it: every ID is a person; of documents, contacts and names the first kind is
 * one, and beside an ID nothing else tells who it is.
 */
function countRow(text: string, hits: Hits, from: number, to: number, known: KeySet): number {
  let added = 0
  let best: number = rank.nobody
  let first = -1
  for (let at = from; at < to; at++) {
    const own = rankOf[hits.detector[at]!]!
    if (own === rank.nobody || own < best || !isSure(hits, at)) continue
    if (own === rank.id) {
      best = own
      if (known.add(keyAt(text, hits, at))) added++
    } else if (own > best) {
      best = own
      first = at
    }
  }
  if (best === rank.id || first === -1) return added
  return known.add(keyAt(text, hits, first)) ? 1 : 0
}

function countProse(text: string, hits: Hits, known: KeySet): number {
  let people = 0
  let kinds = 0
  let lastEnd = -recordReach - 1
  let hasIdentity = false
  for (let at = 0; at < hits.length; at++) {
    if (hits.row[at] !== -1 || !isSure(hits, at)) continue
    const detector = hits.detector[at]!
    const start = hits.start[at]!
    if (rankOf[detector] === rank.nobody) {
      // An address between a name and a phone does not part them.
      if (start - lastEnd <= recordReach) lastEnd = Math.max(lastEnd, hits.end[at]!)
      continue
    }
    const isNew = known.add(keyAt(text, hits, at))
    const far = start - lastEnd > recordReach
    const second = (kinds & kindBit[detector]!) !== 0
    const another = second && !(hasIdentity && !isPerson[detector] && isOneLine(text, lastEnd, start))
    if (kinds === 0 || far || another) {
      if (isNew) people++
      kinds = 0
      hasIdentity = false
    }
    kinds |= kindBit[detector]!
    hasIdentity ||= isPerson[detector]!
    lastEnd = hits.end[at]!
  }
  return people
}

const keyAt = (text: string, hits: Hits, at: number): number => {
  const detector = hits.detector[at]!
  return keyOf(text, hits.start[at]!, hits.end[at]!, detector, detectors[detector]!.significant)
}

function isOneLine(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (text.charCodeAt(at) === 10) return false
  return true
}
