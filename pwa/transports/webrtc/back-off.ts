/**
 * How long to wait before the next try, milliseconds: doubling from `first` to `most`, each drawn at random from the
 * upper half, so that browsers that lost the same server do not come back in one moment.
 */
export interface BackOff {
  readonly next: () => number
  readonly reset: () => void
}

export function createBackOff(first: number, most: number, random: () => number = Math.random): BackOff {
  let base = first
  return {
    next() {
      const wait = base / 2 + (random() * base) / 2
      base = Math.min(base * 2, most)
      return Math.round(wait)
    },
    reset: () => void (base = first),
  }
}
