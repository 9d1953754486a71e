import { isDigit, isWord } from './characters.ts'

/** Text as detectors read it. Offsets of `text` lead back to the text as given through `startOf` and `endOf`. */
export interface NormalText {
  readonly text: string
  /** `undefined` when nothing had to change: offsets are the same. */
  readonly origins: Int32Array | undefined
}

/** How a UTF-16 unit stands to normalisation. */
export const fold = {
  none: 0,
  /** Full-width letters and digits, compatibility ideographs, ignorable characters: always folded. */
  always: 1,
  /** Dashes and spaces of other scripts: folded, but worth the work only beside a digit. */
  besideDigit: 2,
  /** Full-width marks that prose is full of: folded where folding happens, but no reason for it. */
  along: 3,
} as const

export const foldOf: Uint8Array = new Uint8Array(0x10000)
const replacement: (string | undefined)[] = []

const ignorable: readonly (readonly [number, number])[] = [
  [0x00ad, 0x00ad], [0x034f, 0x034f], [0x061c, 0x061c], [0x180b, 0x180f], [0x200b, 0x200f], [0x202a, 0x202e], [0x2060, 0x206f],
  [0xfe00, 0xfe0f], [0xfeff, 0xfeff], [0xfff9, 0xfffb],
] // prettier-ignore
/**
 * NFKC by width and style: full-width forms, Kangxi radicals and compatibility ideographs (PDF text layers are full
 * of them). Circled and superscript digits are list marks and note numbers; folding them would glue them to numbers.
 */
const compatible: readonly (readonly [number, number])[] = [
  [0x2e80, 0x2fdf], [0xf900, 0xfaff], [0xff10, 0xff19], [0xff20, 0xff3a], [0xff41, 0xff5a],
] // prettier-ignore
const dashes = '\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d'
const spaces = '\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000'
/** 𝟎…𝟿 and the supplementary variation selectors are pairs; their first half wakes the folding. */
const mathHigh = 0xd835
const selectorHigh = 0xdb40

fillTables()

/** Folds what hides or splits a number. Pure; the result has `origins` only if something was dropped or joined. */
export function normalise(text: string): NormalText {
  const pieces: string[] = []
  const drops: number[] = []
  let kept = 0
  for (let at = firstFolded(text, 0); at < text.length; at = firstFolded(text, kept)) {
    const [put, size] = foldedAt(text, at)
    pieces.push(text.slice(kept, at), put)
    // Every unit more than what was put for it is a drop, just before where the text goes on.
    for (let unit = put.length; unit < size; unit++) drops.push(at + unit)
    kept = at + size
  }
  if (kept === 0) return { text, origins: undefined }
  pieces.push(text.slice(kept))
  return { text: pieces.join(''), origins: drops.length === 0 ? undefined : originsOf(text.length, drops) }
}

/** Origin of every unit, and of the end, once the units at `drops` (ascending) are gone. */
function originsOf(length: number, drops: readonly number[]): Int32Array {
  const origins = new Int32Array(length + 1 - drops.length)
  let drop = 0
  let at = 0
  for (let from = 0; from <= length; from++) {
    if (drops[drop] === from) drop++
    else origins[at++] = from
  }
  return origins
}

/** Offset in the given text of the first unit of the normal text's unit `at`. */
export const startOf = (origins: Int32Array | undefined, at: number): number => (origins ? origins[at]! : at)

/** Offset just after the last given unit that made the normal text's unit before `end`. */
export function endOf(origins: Int32Array | undefined, end: number, given: string): number {
  if (!origins || end === 0) return end
  const last = origins[end - 1]!
  const unit = given.charCodeAt(last)
  return last + (unit === mathHigh ? 2 : 1)
}

function firstFolded(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const how = foldOf[text.charCodeAt(at)]
    if (how === fold.always || how === fold.along || (how === fold.besideDigit && isBesideDigit(text, at)))
      return at
  }
  return text.length
}

/** Between a letter or digit, plain or full-width, and a digit; characters to be dropped in between do not count. */
export function isBesideDigit(text: string, at: number): boolean {
  return isWord(plain(text, at, -1)) && isDigit(plain(text, at, 1))
}

function plain(text: string, at: number, step: number): number {
  let next = at + step
  while (foldOf[text.charCodeAt(next)] === fold.always && replacement[text.charCodeAt(next)] === undefined)
    next += step
  const unit = text.charCodeAt(next)
  return replacement[unit]?.charCodeAt(0) ?? unit
}

function foldedAt(text: string, at: number): [put: string, size: number] {
  const unit = text.charCodeAt(at)
  if (unit === mathHigh || unit === selectorHigh) {
    const point = text.codePointAt(at)!
    if (point >= 0x1d7ce && point <= 0x1d7ff) return [String((point - 0x1d7ce) % 10), 2]
    if (point >= 0xe0100 && point <= 0xe01ef) return ['', 2]
    return [text[at]!, 1]
  }
  return [replacement[unit] ?? '', 1]
}

function fillTables(): void {
  for (const [first, last] of ignorable) foldOf.fill(fold.always, first, last + 1)
  for (const [first, last] of compatible) {
    for (let unit = first; unit <= last; unit++) {
      const given = String.fromCharCode(unit)
      const folded = given.normalize('NFKC')
      if (folded === given || folded.length !== 1) continue
      foldOf[unit] = fold.always
      replacement[unit] = folded
    }
  }
  for (const dash of dashes) setFold(dash, '-', fold.besideDigit)
  for (const space of spaces) setFold(space, ' ', fold.besideDigit)
  for (const [mark, folded] of ['．.', '＿_', '＋+']) setFold(mark!, folded!, fold.along)
  foldOf[mathHigh] = foldOf[selectorHigh] = fold.always
}

function setFold(given: string, folded: string, how: number): void {
  foldOf[given.charCodeAt(0)] = how
  replacement[given.charCodeAt(0)] = folded
}
