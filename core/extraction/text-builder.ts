/** Builds a text piece by piece and knows where each piece stands. */
export interface TextBuilder {
  readonly length: () => number
  readonly add: (piece: string) => void
  readonly line: (piece: string) => void
  readonly text: () => string
}

export function createTextBuilder(): TextBuilder {
  const pieces: string[] = []
  let length = 0
  const add = (piece: string): void => {
    pieces.push(piece)
    length += piece.length
  }
  return {
    length: () => length,
    add,
    line: (piece) => {
      add(piece)
      add('\n')
    },
    text: () => pieces.join(''),
  }
}
