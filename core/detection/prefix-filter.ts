/**
 * Tells in one look a unit where a word may begin, so that the automaton, each step of which waits for the one before,
 * runs over the few places that matter. Bit-parallel (Baeza-Yates and Gonnet's shift-and) over the first three symbols
 * of every word: words are dealt to buckets of one, two or three bits, a bit for each symbol of the prefix. A bucket
 * mixes its words' symbols, so the filter wakes now and then for nothing; it never misses a word.
 */
export interface PrefixFilter {
  /** Of each UTF-16 unit: the places in the buckets' prefixes where it may stand. */
  readonly masks: Int32Array
  /** The first bits of all buckets. */
  readonly first: number
  /** The last bits of all buckets: a whole prefix is read. */
  readonly last: number
}

/** The longest prefix, in UTF-16 units. */
export const prefixLength = 3

/** How many buckets share the 32 bits, by the length of their prefixes; two thirds of all words are long. */
const bucketsOf = [0, 1, 5, 7] as const

export function buildPrefixFilter(
  words: readonly (readonly number[])[],
  symbols: Uint16Array,
  width: number,
): PrefixFilter {
  const prefixes = words.map((word) => word.slice(0, prefixLength))
  const written = new Set(prefixes.map((prefix) => prefix.join()))
  // A longer prefix that begins with a whole shorter one adds nothing.
  const needed = [...new Map(prefixes.map((prefix) => [prefix.join(), prefix])).values()].filter(
    (prefix) => !prefix.some((_, end) => end > 0 && written.has(prefix.slice(0, end).join())),
  )
  const masks = new Int32Array(width)
  let first = 0
  let last = 0
  let bit = 0
  for (const [length, buckets] of bucketsOf.entries()) {
    const own = needed.filter((prefix) => prefix.length === length)
    const dealt = dealByFirst(own, buckets)
    for (const bucket of dealt) {
      for (const prefix of bucket) prefix.forEach((symbol, place) => (masks[symbol]! |= 1 << (bit + place)))
      first |= 1 << bit
      last |= 1 << (bit + length - 1)
      bit += length
    }
  }
  return { masks: Int32Array.from(symbols, (symbol) => masks[symbol]!), first, last }
}

/** Deals prefixes to buckets of about one size; those with the same first symbol stay together. */
function dealByFirst(
  prefixes: readonly (readonly number[])[],
  buckets: number,
): readonly (readonly (readonly number[])[])[] {
  const byFirst = Map.groupBy(prefixes, ([symbol]) => symbol)
  const dealt = Array.from({ length: buckets }, (): (readonly number[])[] => [])
  for (const group of [...byFirst.values()].toSorted((a, b) => b.length - a.length))
    dealt.reduce((least, one) => (one.length < least.length ? one : least)).push(...group)
  return dealt
}
