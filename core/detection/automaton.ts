/** A dense Aho–Corasick automaton over folded characters. `next[row + symbols[unit]]` is the whole inner loop. */
export interface Automaton {
  /** Symbol of each UTF-16 unit; 0 for units no word uses. */
  readonly symbols: Uint16Array
  /** A row a state, named by the index of its first entry: the row each symbol leads to, then the word read. */
  readonly next: Int32Array
  /** Rows from here on have read a whole word; they are sorted last so that one comparison tells. */
  readonly firstAccepting: number
  /** The longest word read at an accepting row: `words[next[row + word]]`. */
  readonly word: number
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
  const stride = width + 1
  const rowOf = new Int32Array(trie.length)
  sorted.forEach((state, place) => (rowOf[state] = place * stride))
  const next = new Int32Array(trie.length * stride)
  sorted.forEach((state, place) => {
    dense[state]!.forEach((to, symbol) => (next[place * stride + symbol] = rowOf[to]!))
    next[place * stride + width] = trie[state]!.word
  })
  const firstAccepting = sorted.findIndex((state) => trie[state]!.word !== -1) * stride
  return { symbols, next, firstAccepting, word: width }
}
