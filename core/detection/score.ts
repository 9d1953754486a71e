import { detectors } from './detectors/index.ts'
import { leastSureScore, testBit } from './evidence.ts'
import type { Hits } from './hits.ts'

const scores = detectors.map((detector) => detector.scores)

/** 0…1: how sure the evidence makes us of a hit. */
export const scoreOf = (hits: Hits, at: number): number =>
  scores[hits.detector[at]!]![hits.evidence[at]! & (testBit - 1)]!

export const isTest = (hits: Hits, at: number): boolean => (hits.evidence[at]! & testBit) !== 0

/** Whether a hit counts: sure enough, and not a number published for testing. */
export const isSure = (hits: Hits, at: number): boolean =>
  scoreOf(hits, at) >= leastSureScore && !isTest(hits, at)
