import { detectors } from './detectors/index.ts'
import { evidence } from './evidence.ts'
import type { Hits } from './hits.ts'
import { isSure } from './score.ts'
import { notPersonalTypes, type DetectedType } from './types.ts'

/** A person's lines in a form or a letter stand within this many UTF-16 units of what is said of them. */
const personReach = 300
/** What makes a person identifiable (rule PD-03: name, number or birth date). */
const identityTypes: readonly DetectedType[] = [
  'personName', 'nationalId', 'residentId', 'passport', 'nhiCard', 'birthDate',
] // prettier-ignore
const isIdentity = detectors.map(({ type }) => identityTypes.includes(type))
const needsPerson = detectors.map((detector) => detector.needsPerson)
const isPersonal = detectors.map((one) => !one.needsPerson && !notPersonalTypes.includes(one.type))

/**
 * Hits of different personal kinds, one after another at most `reach` apart, speak for each other; then what is special
 * (個資法 Art. 6) gets its person, in the same row (`reach` endless) or within 300 units. Hits from `from` to `to`.
 */
export function linkNeighbours(hits: Hits, from: number, to: number, reach: number): void {
  let last = -1
  let hasSpecial = false
  for (let at = from; at < to; at++) {
    const detector = hits.detector[at]!
    if (!isPersonal[detector]) {
      hasSpecial ||= needsPerson[detector]!
      continue
    }
    if (last !== -1 && hits.start[at]! - hits.end[last]! <= reach) makeNeighbours(hits, last, at)
    last = at
  }
  if (hasSpecial) linkPersons(hits, from, to, Math.max(reach, personReach))
}

function makeNeighbours(hits: Hits, one: number, other: number): void {
  if (hits.detector[one] === hits.detector[other]) return
  if ((hits.evidence[one]! | hits.evidence[other]!) & evidence.documentNumber) return
  hits.evidence[one]! |= evidence.neighbour
  hits.evidence[other]! |= evidence.neighbour
}

function linkPersons(hits: Hits, from: number, to: number, reach: number): void {
  let personEnd = Number.NEGATIVE_INFINITY
  for (let at = from; at < to; at++) {
    if (isPerson(hits, at)) personEnd = hits.end[at]!
    else if (needsPerson[hits.detector[at]!] && hits.start[at]! - personEnd <= reach)
      hits.evidence[at]! |= evidence.neighbour
  }
  let personStart = Number.POSITIVE_INFINITY
  for (let at = to - 1; at >= from; at--) {
    if (isPerson(hits, at)) personStart = hits.start[at]!
    else if (needsPerson[hits.detector[at]!] && personStart - hits.end[at]! <= reach)
      hits.evidence[at]! |= evidence.neighbour
  }
}

const isPerson = (hits: Hits, at: number): boolean => isIdentity[hits.detector[at]!]! && isSure(hits, at)
