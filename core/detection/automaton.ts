/** A dense Aho–Corasick automaton over folded characters. One look-up a character is the whole inner loop. */
export interface Automaton {
  /** Symbol of each UTF-16 unit; 0 for units no word uses. */
  readonly symbols: Uint16Array
  /** The state each symbol leads to: `next[(state << shift) | symbol]`; 16 bits, so that what is used stays in the cache. */
  readonly next: Uint16Array
  readonly shift: number
  /** States from here on have read a whole word; they are sorted last so that one comparison tells. */
  readonly firstAccepting: number
  /** The longest word read at a state, or -1. */
  readonly wordAt: Int16Array
}

/** Builds the automaton of `words` (each a list of symbols); `symbols` says which unit is which symbol. */
export function buildAutomaton(
  words: readonly (readonly number[])[],
  symbols: Uint16Array,
  width: number,
): Automaton {
  const trie: { go: Map<number, number>; word: number; fail: number }[] = [
    { go: new Map(), word: -1, fail: 0 },
  ]
  words.forEach((word, index) => {
    let at = 0
    for (const symbol of word) {
      let to = trie[at]!.go.get(symbol)
      if (to === undefined) {
        to = trie.push({ go: new Map(), word: -1, fail: 0 }) - 1
        trie[at]!.go.set(symbol, to)
      }
      at = to
    }
    trie[at]!.word = index
  })

  const order = [0]
  const dense = trie.map(() => new Int32Array(width))
  for (let turn = 0; turn < order.length; turn++) {
    const at = order[turn]!
    const node = trie[at]!
    // A state also accepts the longest word that is a suffix of what it has read.
    if (node.word === -1 && at !== 0) node.word = trie[node.fail]!.word
    if (at !== 0) dense[at]!.set(dense[node.fail]!)
    for (const [symbol, to] of node.go) {
      trie[to]!.fail = at === 0 ? 0 : dense[node.fail]![symbol]!
      dense[at]![symbol] = to
      order.push(to)
    }
  }

  const sorted = order.toSorted((a, b) => Number(trie[a]!.word !== -1) - Number(trie[b]!.word !== -1))
  const shift = Math.ceil(Math.log2(width))
  if (trie.length > 0xffff || words.length > 0x7fff)
    throw new Error('more words than the automaton can number')
  const placeOf = new Uint16Array(trie.length)
  sorted.forEach((state, place) => (placeOf[state] = place))
  const next = new Uint16Array(trie.length << shift)
  const wordAt = new Int16Array(trie.length)
  sorted.forEach((state, place) => {
    dense[state]!.forEach((to, symbol) => (next[(place << shift) | symbol] = placeOf[to]!))
    wordAt[place] = trie[state]!.word
  })
  const firstAccepting = sorted.findIndex((state) => trie[state]!.word !== -1)
  return { symbols, next, shift, firstAccepting, wordAt }
}
