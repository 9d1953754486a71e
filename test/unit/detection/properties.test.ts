import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DetectedType } from '../../../core/detection/types.ts'
import { detect } from '../../../core/detection/detect.ts'
import { maskedSamples } from '../../../core/detection/mask.ts'
import { normalise } from '../../../core/detection/normalise.ts'

const values = [
  'A123456789',
  'B123456780',
  'A800000014',
  'AC03095424',
  '0912345678',
  '0912-345-678',
  'wang@example.com',
]
const ignorable = ['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad']
const fullWidth = (unit: string): string =>
  /[0-9A-Za-z@]/.test(unit) ? String.fromCharCode(unit.charCodeAt(0) + 0xfee0) : unit
const plain = (text: string): string =>
  text.normalize('NFKC').replaceAll(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '')

const prose = fc.string({ unit: fc.constantFrom(...'中文，。 資料abc\n姓名電話字第號：'), maxLength: 30 })
const disguised = fc
  .tuple(prose, fc.constantFrom(...values), prose, fc.infiniteStream(fc.nat(9)))
  .map(([before, value, after, dice]) => {
    const roll = (): number => dice.next().value as number
    const hidden = [...value]
      .map(
        (unit, at) =>
          (roll() < 4 ? fullWidth(unit) : unit) +
          (at < value.length - 1 && roll() < 4 ? ignorable[roll() % ignorable.length]! : ''),
      )
      .join('')
    return { value, start: before.length + 1, text: `${before}\n${hidden}\n${after}`, hidden }
  })

describe('folding', () => {
  test('whatever hides a number, the match holds exactly its digits', () => {
    fc.assert(
      fc.property(disguised, ({ text, value }) => {
        for (const { start, end } of detect(text).matches) {
          const written = text.slice(start, end)
          if (/\d/.test(plain(written))) expect(plain(written)).toBe(value)
          expect(ignorable).not.toContain(written[0])
          expect(ignorable).not.toContain(written.at(-1))
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('hides nothing: disguised and plain text have the same matches and people', () => {
    fc.assert(
      fc.property(disguised, ({ text, value, hidden }) => {
        const shown = detect(text.replace(hidden, value))
        const found = detect(text)
        expect(found.matches.map(({ type, score }) => [type, score])).toEqual(
          shown.matches.map(({ type, score }) => [type, score]),
        )
        expect(found.people).toBe(shown.people)
      }),
      { numRuns: 2000 },
    )
  })

  test('changes nothing where nothing has to be folded', () => {
    fc.assert(
      fc.property(prose, (text) => {
        expect(normalise(text)).toEqual({ text, origins: undefined })
      }),
    )
  })
})

const labelled: readonly (readonly [DetectedType, string, string])[] = [
  ['nationalId', '身分證字號', 'A123456789'],
  ['residentId', '統一證號', 'A800000014'],
  ['passport', '護照號碼', '312345678'],
  ['nhiCard', '健保卡號', '000012345678'],
  ['mobile', '手機', '0912-345-678'],
  ['landline', '電話', '(02)2345-6789'],
  ['address', '地址', '台北市信義區市府路45號12樓'],
  ['companyId', '統一編號', '04595257'],
  ['plate', '車牌', 'ABC-1234'],
  ['householdId', '戶號', 'F1234567'],
  ['birthDate', '出生日期', '75/03/12'],
  ['email', '信箱', 'wang@example.com'],
  ['creditCard', '卡號', '4111-1111-1111-1111'],
  ['iban', 'IBAN', 'GB82WEST12345698765432'],
  ['bankAccount', '帳號', '012-345678901234'],
  ['ipAddress', 'IP', '203.0.113.77'],
]

describe('every type with its label', () => {
  const one = fc.constantFrom(...labelled)
  const filler = fc.string({ unit: fc.constantFrom(...'天地玄黃。，\n '), maxLength: 40 })
  const hide = (value: string, dice: Iterator<number>): string => {
    const roll = (): number => dice.next().value as number
    return [...value]
      .map(
        (unit, at) =>
          (roll() < 4 ? fullWidth(unit) : unit) +
          (at < value.length - 1 && roll() < 4 ? ignorable[roll() % ignorable.length]! : ''),
      )
      .join('')
  }

  test('is found where it stands, however full-width and zero-width characters hide it', () => {
    fc.assert(
      fc.property(
        one,
        filler,
        filler,
        fc.infiniteStream(fc.nat(9)),
        ([type, label, value], before, after, dice) => {
          const hidden = hide(value, dice)
          const start = before.length + 1 + label.length + 1
          const text = `${before}\n${label}：${hidden}\n${after}`
          expect(detect(text).matches).toMatchObject([{ type, start, end: start + hidden.length }])
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('moves with its text, and nothing else changes', () => {
    fc.assert(
      fc.property(
        one,
        one,
        filler,
        fc.integer({ min: 30, max: 90 }),
        ([, label, value], [, second, other], gap, lines) => {
          const text = `${label}：${value}\n${gap}\n${second}：${other}\n`
          const moved = '天地玄黃宇宙洪荒。\n'.repeat(lines)
          const here = detect(text)
          const there = detect(moved + text)
          expect(there.people).toBe(here.people)
          expect(there.matches).toEqual(
            here.matches.map((match) => ({
              ...match,
              start: match.start + moved.length,
              end: match.end + moved.length,
            })),
          )
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('is shown with at least half of it hidden; an ID as the design shows it, A12****789', () => {
    for (const [type, label, value] of labelled) {
      const text = `${label}：${value}`
      const [sample] = maskedSamples(text, detect(text))[type] ?? []
      const shown = [...(sample ?? '')].filter((unit) => /[\p{L}\p{N}]/u.test(unit)).length
      const all = [...value].filter((unit) => /[\p{L}\p{N}]/u.test(unit)).length
      const most = type === 'nationalId' || type === 'residentId' ? 6 : Math.floor(all / 2)
      expect(sample, type).toBeDefined()
      expect(shown, `${type} ${sample}`).toBeLessThanOrEqual(most)
      expect(sample).not.toContain(value)
    }
  })
})

describe('any text', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({
      unit: fc.constantFrom(
        ...'A1209+-@.()（）字第號姓名先生王台北市區路密：護照帳戶日診斷出年月車牌\t,|\n\r "\u200b\ud835\udfd9１Ａ',
      ),
      maxLength: 200,
    }),
  )
  test('never makes detection throw; matches lie in order inside it and do not overlap', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const { matches, people } = detect(text)
        let last = 0
        for (const { start, end, score } of matches) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(score).toBeGreaterThanOrEqual(0.5)
          last = end
        }
        expect(last).toBeLessThanOrEqual(text.length)
        expect(people).toBeLessThanOrEqual(matches.length)
      }),
      { numRuns: 3000 },
    )
  })

  test('gives the same findings every time', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(detect(text)).toEqual(detect(text))
      }),
    )
  })
})
