/**
 * Tells whether two units begin a word of a set. By tables, since to make a string of two characters and look it up
 * costs more than all else that is asked about a name.
 */
export function pairTest(words: ReadonlySet<string>): (first: number, second: number) => boolean {
  /** By first unit: which of `seconds` holds the second units of its words; 0 for none. */
  const listOf = new Uint16Array(0x10000)
  const seconds: number[][] = [[]]
  for (const word of words) {
    const first = word.charCodeAt(0)
    listOf[first] ||= seconds.push([]) - 1
    seconds[listOf[first]]!.push(word.charCodeAt(1))
  }
  return (first, second) => {
    const list = listOf[first]!
    return list !== 0 && seconds[list]!.includes(second)
  }
}
