import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { detect } from '../../../core/detection/detect.ts'
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

describe('any text', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({
      unit: fc.constantFrom(...'A1209+-@.()（）字第號姓名先生王\t,|\n\r "\u200b\ud835\udfd9１Ａ'),
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
