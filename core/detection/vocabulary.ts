import { labels } from '../libraries/lexicons/labels.ts'
import { honorifics, notHonorifics } from '../libraries/lexicons/names.ts'
import { detectors } from './detectors/index.ts'
import { buildAutomaton, type Automaton } from './automaton.ts'
import { fold, foldOf } from './normalise.ts'
import { buildPrefixFilter, type PrefixFilter } from './prefix-filter.ts'
import { detectedTypes } from './types.ts'

/** What the automaton wakes for. */
export const wake = { digit: 0, at: 1, fold: 2, foldBesideDigit: 3, word: 4 } as const

export interface Word {
  readonly wake: number
  /** Of a number: how many digits, from the last on, are surely of one run. */
  readonly length: number
  /** Types this word announces, as bits (see `typeBit`), and as indexes of `detectedTypes`. */
  readonly labels: number
  readonly labelTypes: readonly number[]
  readonly honorific: boolean
  /** The detector whose cue it is, as its index in `detectors`; -1: none. */
  readonly cue: number
  /** Written in Latin letters: counts only as a whole word. */
  readonly latin: boolean
}

/** `otherNumber` is announced by words too, though nobody detects it. */
const announced = [...detectedTypes, 'otherNumber'] as const
export const typeBit = (type: (typeof announced)[number]): number => 1 << announced.indexOf(type)

/** In labels and cues any digit stands for every digit. */
const anyDigit = '0'

const symbol = { digit: 1, at: 2, fold: 3, foldBesideDigit: 4 } as const
const firstWordSymbol = 5

export interface Vocabulary {
  readonly automaton: Automaton
  readonly filter: PrefixFilter
  /** The words of the automaton, by their index. */
  readonly words: readonly Word[]
}

export const vocabulary: Vocabulary = createVocabulary()

function createVocabulary(): Vocabulary {
  const words = new Map<string, Word>()
  for (const [type, list] of Object.entries(labels)) {
    for (const written of list) put(words, written, typeBit(type as keyof typeof labels), false, -1)
  }
  for (const written of honorifics) put(words, written, 0, true, -1)
  // A longer word shields the honorific it ends with: it wakes nobody.
  for (const written of notHonorifics) put(words, written, 0, false, -1)
  detectors.forEach(({ cues }, index) => cues.forEach((written) => put(words, written, 0, false, index)))

  const symbolOf = symbolsByFrequency([...words.keys()])
  const symbols = new Uint16Array(0x10000)
  for (const [character, symbol] of symbolOf) {
    for (const variant of variantsOf(character)) symbols[variant.charCodeAt(0)] = symbol
  }
  for (let unit = 0; unit < symbols.length; unit++) {
    if (foldOf[unit] === fold.always) symbols[unit] = symbol.fold
    else if (foldOf[unit] === fold.besideDigit) symbols[unit] = symbol.foldBesideDigit
  }
  symbols.fill(symbol.digit, 48, 58)
  symbols[64] = symbol.at

  const gap = symbolOf.get(' ')!
  // Numbers of people have nine digits or more: the third in a run wakes, or three that single gaps set apart
  // (1 2 3, 09 12 34). The many small numbers of a text wake nobody.
  const { digit } = symbol
  const triggers = [
    { wakes: wake.digit, length: 3, symbols: [digit, digit, digit] },
    { wakes: wake.digit, length: 1, symbols: [digit, gap, digit, gap, digit] },
    { wakes: wake.digit, length: 1, symbols: [digit, gap, digit, digit, gap, digit] },
    { wakes: wake.at, length: 1, symbols: [symbol.at] },
    { wakes: wake.fold, length: 1, symbols: [symbol.fold] },
    { wakes: wake.foldBesideDigit, length: 1, symbols: [symbol.foldBesideDigit] },
  ]
  const listed = [...words]
  const spelled = [
    ...triggers.map(({ symbols: one }) => one),
    ...listed.map(([written]) => [...written].map((character) => symbolOf.get(character) ?? digit)),
  ]
  const width = symbolOf.size + firstWordSymbol
  const all: Word[] = [
    ...triggers.map(({ wakes, length }) => ({
      wake: wakes,
      length,
      labels: 0,
      labelTypes: [],
      honorific: false,
      cue: -1,
      latin: false,
    })),
    ...listed.map(([, word]) => word),
  ]
  return {
    automaton: buildAutomaton(spelled, symbols, width),
    filter: buildPrefixFilter(spelled, symbols, width),
    words: all,
  }
}

/** What many words share comes first, so that the part of a row that is read lies together in the cache. */
function symbolsByFrequency(written: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of written)
    for (const character of word)
      if (character !== anyDigit) counts.set(character, (counts.get(character) ?? 0) + 1)
  const ordered = [...counts].toSorted(([, one], [, other]) => other - one)
  return new Map(ordered.map(([character], place) => [character, place + firstWordSymbol]))
}

function put(
  words: Map<string, Word>,
  written: string,
  types: number,
  honorific: boolean,
  cue: number,
): void {
  const folded = foldWord(written)
  const known = words.get(folded)
  words.set(folded, {
    wake: wake.word,
    length: folded.length,
    labels: (known?.labels ?? 0) | types,
    labelTypes: detectedTypes.flatMap((_, type) =>
      ((known?.labels ?? 0) | types) & (1 << type) ? [type] : [],
    ),
    honorific: honorific || (known?.honorific ?? false),
    cue: cue === -1 ? (known?.cue ?? -1) : cue,
    // A cue in Latin letters may begin a longer word; its reader looks at both ends.
    latin: /[a-z]$/.test(folded) && cue === -1,
  })
}

function foldWord(written: string): string {
  return written
    .toLowerCase()
    .replaceAll(/\d/g, anyDigit)
    .replaceAll('臺', '台')
    .replaceAll('份', '分')
    .replaceAll(/[_-]/g, ' ')
}

function variantsOf(character: string): readonly string[] {
  if (character === '台') return ['台', '臺']
  if (character === '分') return ['分', '份']
  if (character === ' ') return [' ', '_', '-']
  return [character, character.toUpperCase()]
}
