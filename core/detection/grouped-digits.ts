import { evidence } from './evidence.ts'

/** Reads `count` digits from `at` on, each after at most one space or hyphen. Returns where they end, or -1. */
export function groupedDigits(text: string, at: number, count: number): number {
  for (let read = 0; read < count; read++) {
    let unit = text.charCodeAt(at++)
    if (unit === 32 || unit === 45) unit = text.charCodeAt(at++)
    if (!(unit >= 48 && unit <= 57)) return -1
  }
  return at
}

/**
 * Spaces or hyphens inside a number are weak evidence against it: numbers that stand beside each other look so too.
 */
export function separatedEvidence(text: string, start: number, end: number): number {
  if (end - start === plainLength) return 0
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at)
    if (unit === 32 || unit === 45) return evidence.separated
  }
  return 0
}

/** Length of an ID and of a mobile without any. */
const plainLength = 10

export interface SeparatedDigits {
  readonly text: string
  /** Where in the text each digit ends. */
  readonly ends: readonly number[]
}

/** Reads up to `most` digits from `start` on, each after at most one space or hyphen. */
export function separatedDigits(text: string, start: number, most: number): SeparatedDigits {
  const ends: number[] = []
  let digits = ''
  for (let at = start; digits.length < most; at++) {
    const unit = text.charCodeAt(at)
    const next = unit === 32 || unit === 45 ? text.charCodeAt(++at) : unit
    if (!(next >= 48 && next <= 57)) break
    digits += String.fromCharCode(next)
    ends.push(at + 1)
  }
  return { text: digits, ends }
}
