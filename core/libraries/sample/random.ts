/** The same numbers on every machine and every day: the sample is invented once. */
export interface Chance {
  /** A whole number from `from` to `to`, both included. */
  readonly between: (from: number, to: number) => number
  readonly pick: <T>(from: readonly T[]) => T
  /** Picks by weight. */
  readonly weighed: <T>(from: readonly (readonly [weight: number, value: T])[]) => T
}

/** Mulberry32, a 32-bit generator in the public domain. */
export function chance(seed: number): Chance {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  return {
    between,
    pick: (from) => from[between(0, from.length - 1)]!,
    weighed(from) {
      let left = next() * from.reduce((sum, [weight]) => sum + weight, 0)
      return (from.find(([weight]) => (left -= weight) < 0) ?? from.at(-1)!)[1]
    },
  }
}
