import { isDigit, isHan, isWord } from './characters.ts'
import { evidence } from './evidence.ts'

/** Longest address that is read, in UTF-16 units. */
const longestAddress = 64

/** What the units of an address say; 0 for the others. */
const part = { county: 1, district: 2, village: 4, road: 8, section: 16, number: 32, floor: 64 } as const
const partOf = new Uint8Array(0x10000)
for (const [units, what] of [
  ['縣市', part.county],
  ['區鄉鎮', part.district],
  ['里村鄰', part.village],
  ['路街道', part.road],
  ['段巷弄', part.section],
  ['號', part.number],
  ['樓', part.floor],
] as const)
  for (const unit of units) partOf[unit.charCodeAt(0)] = what
const isNumeral = new Uint8Array(0x10000)
for (const unit of '0123456789一二三四五六七八九十百〇零') isNumeral[unit.charCodeAt(0)] = 1

/** Parts of the address read last, as bits. */
let parts = 0

/**
 * Where the address ends that begins at `start`, or -1: Han characters, numbers and the words for its parts, as far as
 * the number (號) that every address has, and what follows that (之1, 5樓, 5樓之2, 301室). Not beyond `most`.
 */
export function readAddress(text: string, start: number, most: number): number {
  const last = Math.min(most, start + longestAddress)
  parts = 0
  for (let at = start; at < last; at++) {
    const unit = text.charCodeAt(at)
    const what = partOf[unit]!
    if (what === part.number) {
      // A number of something else: 第3號, 文號; a road or a village makes it one of a house.
      if (!isNumeral[text.charCodeAt(at - 1)] || !(parts & (part.road | part.village))) return -1
      parts |= part.number
      return tailEnd(text, at + 1, last)
    }
    if (what !== 0) parts |= at > start + 1 ? what : 0
    else if (!isHan(unit) && !isDigit(unit) && !isFiller(unit)) return -1
  }
  return -1
}

/** Evidence of how complete the address read last is. */
export function addressEvidence(): number {
  if (!(parts & part.county) || !(parts & (part.district | part.road))) return evidence.weakForm
  return parts & (part.floor | part.section) && parts & part.district ? evidence.strongForm : 0
}

/** Space, hyphen (12-3號), comma and parentheses around a village. */
const isFiller = (unit: number): boolean => unit === 32 || unit === 45 || unit === 40 || unit === 41

const tail =
  /(?: ?(?:之|-) ?\d{1,4})?(?:[ ,，]{0,2}(?:地下|B)?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:樓|[Ff](?![A-Za-z0-9])))?(?: ?(?:之|-) ?\d{1,4})?(?: ?[A-Z]?\d{1,4} ?室)?/y

/** What a tail may begin with: most addresses end with their number. */
const isTail = new Uint8Array(0x10000)
for (const unit of '0123456789一二三四五六七八九十 ,，之-地BA') isTail[unit.charCodeAt(0)] = 1

function tailEnd(text: string, at: number, last: number): number {
  if (isTail[text.charCodeAt(at)] !== 1) return at
  const end = Math.min(Math.max(plainTailEnd(text, at) ?? anyTailEnd(text, at), at), Math.max(last, at))
  for (let unit = at; unit < end; unit++) if (isFloor(text.charCodeAt(unit))) parts |= part.floor
  return end
}

/** End of a tail as nearly all are written, 5樓 or 5樓之2; `undefined`: the expression, ten times as dear, has to look. */
function plainTailEnd(text: string, at: number): number | undefined {
  const floor = digitsEnd(text, at)
  if (floor === at || floor - at > 3 || text.charCodeAt(floor) !== storey) return undefined
  let end = floor + 1
  if (text.charCodeAt(end) === of) {
    const number = end + 1
    end = digitsEnd(text, number)
    if (end === number || end - number > 4) return undefined
  }
  return tailGoesOn[text.charCodeAt(end)] === 1 ? undefined : end
}

function anyTailEnd(text: string, at: number): number {
  tail.lastIndex = at
  tail.test(text)
  return tail.lastIndex
}

function digitsEnd(text: string, at: number): number {
  let end = at
  while (isDigit(text.charCodeAt(end))) end++
  return end
}

/** 樓, 之 */
const storey = 0x6a13
const of = 0x4e4b
/** What the expression might take behind a plain tail. */
const tailGoesOn = new Uint8Array(0x10000)
for (const unit of ' -之室') tailGoesOn[unit.charCodeAt(0)] = 1
for (let unit = 0; unit < 128; unit++) if (isWord(unit)) tailGoesOn[unit] = 1

const isFloor = (unit: number): boolean => unit === storey || (unit | 32) === 102
