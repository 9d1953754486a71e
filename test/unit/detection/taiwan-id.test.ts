import { describe, expect, test } from 'vitest'
import { hasTaiwanIdChecksum } from '../../../core/detection/taiwan-id.ts'
import { detect } from '../../../core/detection/detect.ts'

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

// One of every letter, then numbers from the validators' public vectors. All invented or published for testing.
const nationalIds = words(`
  A123456789 B123456780 C123456781 D123456782 E123456783 F123456784 G123456785 H123456786 I123456781 J123456787
  K123456788 L123456788 M123456789 N123456780 O123456782 P123456781 Q123456782 R123456783 S123456784 T123456785
  U123456786 V123456787 W123456789 X123456787 Y123456788 Z123456780 F131104093 O158238845 N116247806 L122544270
  C180661564 A223456781`)
const uiNumbers = words(`
  A800000014 A900207177 A803095426 B801300667 C800151116 H802717288 T900251126 A930196810 I800000016 O800000017
  W800000014 X800000012 Z800000015`)
const oldResidentNumbers = words(
  `AA00000009 AB00207171 AC03095424 BD01300667 CC00151114 HD02717288 TD00251124 AD30196818`,
)
const wrong = words(`
  A123456788 F131104091 O158238842 F223456781 A801234567 A129384756 B120987654 A800000000 F931104091
  AA00000000 FG31104091`)

describe('the check digit of Taiwan identity numbers', () => {
  test.each([...nationalIds, ...uiNumbers, ...oldResidentNumbers])('holds for %s', (id) => {
    expect(hasTaiwanIdChecksum(id)).toBe(true)
  })
  test.each(wrong)('does not hold for %s', (id) => {
    expect(hasTaiwanIdChecksum(id)).toBe(false)
  })
  test('is no accident: of all last digits exactly one holds', () => {
    for (const id of nationalIds) {
      const holding = [...'0123456789'].filter((digit) => hasTaiwanIdChecksum(id.slice(0, 9) + digit))
      expect(holding).toEqual([id[9]])
    }
  })
})

describe('in a sentence', () => {
  test.each(nationalIds)('%s is a national ID with high certainty', (id) => {
    expect(detect(`請查 ${id}，謝謝。`).matches).toMatchObject([
      { type: 'nationalId', start: 3, end: 13, severity: 'high' },
    ])
  })
  test.each([...uiNumbers, ...oldResidentNumbers])('%s is a resident number', (id) => {
    expect(detect(`請查 ${id}，謝謝。`).matches).toMatchObject([
      { type: 'residentId', start: 3, end: 13, severity: 'high' },
    ])
  })
  test.each(wrong)('%s is nothing', (id) => {
    expect(detect(`請查 ${id}，謝謝。`).matches).toEqual([])
  })
  test.each(words('A123456788 F131104091 O158238842 A129384756 B120987654'))(
    '身分證字號：%s is possible, never dropped, and nobody',
    (id) => {
      const { matches, people } = detect(`身分證字號：${id}`)
      expect(matches).toMatchObject([{ type: 'nationalId', score: 0.5, severity: 'possible' }])
      expect(people).toBe(0)
    },
  )
})
