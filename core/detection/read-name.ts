import {
  afterOffice,
  compoundSurnames,
  historicNames,
  notNames,
  surnames,
  titles,
  wordlikeSurnames,
} from '../libraries/lexicons/names.ts'
import { cellSpan } from './cell-span.ts'
import { isHan, isLetter, isSpace } from './characters.ts'
import type { Reading } from './define-detector.ts'
import { evidence } from './evidence.ts'
import { pairTest } from './pair-test.ts'

/** 中文姓名 beyond four characters only with the dots of Indigenous names: 高・瓦歷斯・諾幹. */
const longestName = 4
const dots = '·・．‧•'
/** What may stand between a label and its name. A comma or tab is a form or table laid out in text. */
const delimiters = ':：=＝|,\t'
/** Words after which a name with an honorific begins: 請王小明先生, 由陳大文醫師. */
const particles = '的由請向與和及給找是為跟對知經讓叫把被從於在或而如同據按即係曰謂致予含列邀洽詢問陪偕、'

/** The name that follows a label ending at `at`, after a delimiter or space. */
export function nameAfter(text: string, at: number): Reading | undefined {
  let start = at
  let delimited = false
  while (start < at + 6 && start < text.length) {
    const unit = text.charCodeAt(start)
    if (delimiters.includes(text[start]!)) delimited = true
    else if (unit !== 32 && unit !== 0x3000) break
    start++
  }
  if (start === at) return undefined
  const latin = delimited ? latinNameEnd(text, start) : start
  if (latin > start) return { start, end: latin, evidence: evidence.strongForm }
  const end = cutAtNextWord(text, start, hanNameEnd(text, start, text.length))
  const bits = nameEvidence(text, start, end)
  // Without a delimiter the label may be a word of the sentence: 申請人 得申請.
  if (bits === undefined || (!delimited && !(bits & evidence.strongForm))) return undefined
  if (!delimited && end < text.length && !isBoundary(text.charCodeAt(end))) return undefined
  return { start, end, evidence: bits }
}

/** The name that ends where an honorific begins, at `at`. */
export function nameBefore(text: string, at: number): Reading | undefined {
  const isTitle = titles.has(text.slice(at, at + 2)) || titles.has(text.slice(at, at + 3))
  if (isTitle && afterOffice.test(text.slice(at + 2, at + 6))) return undefined
  const end = !isTitle && text.charCodeAt(at - 1) === 32 ? at - 1 : at
  for (const size of [4, 3, 2, 1]) {
    const start = end - size
    if (start < 0 || !allHan(text, start, end)) continue
    const compound = compoundSurnames.has(text.slice(start, start + 2))
    if (size === 4 ? !compound : !compound && !surnames.has(text[start]!)) continue
    if (notNames.has(text.slice(start, start + 2)) || historicNames.has(text.slice(start, end)))
      return undefined
    const free = start === 0 || !isHan(text.charCodeAt(start - 1)) || particles.includes(text[start - 1]!)
    const alone = size === 1 || (size === 2 && compound)
    if (alone && (!free || wordlikeSurnames.has(text[start]!))) continue
    // Three characters before 先生 are a name even amid a sentence; before a title they may be any word.
    if (!free && (isTitle || size !== 3)) continue
    if (!alone && particles.includes(text[end - 1]!)) continue
    return { start, end, evidence: evidence.strongForm | (alone || !free ? evidence.weakForm : 0) }
  }
  return undefined
}

/**
 * Evidence for the name a cell of a column of names holds, or -1: the whole cell, but for an honorific or a note,
 * must look like one. Where it stands is in `cellSpan`.
 */
export function nameInCell(text: string, from: number, to: number): number {
  let start = from
  let end = to
  while (start < end && isSpace(text.charCodeAt(start))) start++
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--
  if (end - start < 2 || end - start > 40) return -1
  cellSpan.start = start
  cellSpan.end = end
  let han = hanNameEnd(text, start, end)
  if (han === start) return latinNameEnd(text, start) >= end ? evidence.strongForm : -1
  const last = text.charCodeAt(han - 1)
  if (isHonorificEnd[last] === 1 && (last === lord || han - start > 3)) han -= last === lord ? 1 : 2
  else if (han < end && !notesAfterName.includes(text[han]!)) return -1
  cellSpan.end = han
  return nameEvidence(text, start, han) ?? -1
}

/** 君 */
const lord = 0x541b
/** Last characters of 先生 小姐 女士 太太 同學 君, and what may follow a name in its cell: 王小明（夫）, 王小明/陳大文. */
const isHonorificEnd = new Uint8Array(0x10000)
for (const one of '生姐士太學君') isHonorificEnd[one.charCodeAt(0)] = 1
const notesAfterName = '（( /、,，-'

/** Evidence from the characters of a would-be name; `undefined` when it cannot be one. */
function nameEvidence(text: string, start: number, end: number): number | undefined {
  const size = end - start
  if (size < 2) return undefined
  const first = text.charCodeAt(start)
  const second = text.charCodeAt(start + 1)
  if (beginsWord(first, second)) return undefined
  if (hasDot(text, start, end)) return evidence.strongForm
  if (size > longestName) return undefined
  const compound = beginsCompound(first, second)
  if (!compound && isSurname[first] !== 1) return size < longestName ? 0 : undefined
  return evidence.strongForm | (size === longestName && !compound ? evidence.weakForm : 0)
}

const isSurname = new Uint8Array(0x10000)
for (const one of surnames) isSurname[one.charCodeAt(0)] = 1
const beginsWord = pairTest(notNames)
const beginsCompound = pairTest(compoundSurnames)

function hasDot(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isHan(text.charCodeAt(at))) return true
  return false
}

/** Words that run on behind a name where a form has no spaces: 姓名：王小明身分證字號：… */
const nextWord =
  /身[分份]|電話|手機|行動|聯絡|連絡|地址|住址|生日|出生|性別|年齡|職稱|單位|居留|先生|小姐|女士|太太|同學|君/

function cutAtNextWord(text: string, start: number, end: number): number {
  const at = text.slice(start + 2, end).search(nextWord)
  return at < 0 ? end : start + 2 + at
}

/** End, not beyond `most`, of a run of Han characters and name dots. */
function hanNameEnd(text: string, start: number, most: number): number {
  const last = Math.min(most, start + 20)
  let end = start
  while (end < last) {
    if (!isHan(text.charCodeAt(end)) && !(end > start && isDotAt(text, end))) break
    end++
  }
  return end
}

const isDotAt = (text: string, at: number): boolean =>
  dots.includes(text[at]!) && isHan(text.charCodeAt(at + 1))

const latinName = /\p{Lu}[\p{L}'’-]+(?:[ ,]{1,2}\p{Lu}[\p{L}.'’-]*){1,5}/uy

/** End of a name in Latin letters of at least two capitalised words (Nguyễn Thị Hồng Nhung), or `start`. */
function latinNameEnd(text: string, start: number): number {
  const unit = text.charCodeAt(start)
  if (!isLetter(unit) && !(unit >= 0xc0 && unit < 0x2000)) return start
  latinName.lastIndex = start
  return latinName.test(text) ? latinName.lastIndex : start
}

const allHan = (text: string, start: number, end: number): boolean => {
  for (let at = start; at < end; at++) if (!isHan(text.charCodeAt(at))) return false
  return true
}

const isBoundary = (unit: number): boolean => !isHan(unit)
