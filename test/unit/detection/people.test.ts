import { describe, expect, test } from 'vitest'
import { detect } from '../../../core/detection/detect.ts'
import type { ReadableText } from '../../../core/detection/types.ts'
import { inventPeople } from '../../support/invented-people.ts'
import { tableOf } from '../../support/table-of.ts'

describe('people are counted, not hits', () => {
  test.each<[string, number]>([
    ['A123456789', 1],
    ['A123456789 和 A123456789', 1],
    ['A123456789、a123-456-789、Ａ１２３４５６７８９', 1],
    ['A123456789、B123456780', 2],
    ['姓名：王小明\n身分證字號：A123456789\n手機：0912345678\n信箱：wang@example.com', 1],
    ['王小明先生（A123456789）與陳大文先生（B123456780）', 2],
    ['王小明先生 A123456789 手機 0912345678 住家 0922333444', 1],
    ['0912345678\n0922333444\n0933444555', 3],
    ['0912345678 與 +886912345678', 1],
    ['wang@example.com, chen@example.com', 2],
    ['姓名：王小明\n手機：0912345678\n\n姓名：陳大文\n手機：0922333444', 2],
    ['沒有人', 0],
  ])('%j: %i', (text, people) => {
    expect(detect(text).people).toBe(people)
  })
})

describe('a table is read as one', () => {
  test('a row is a person, and the header says what a column holds', () => {
    const people = inventPeople(30)
    const table = tableOf([
      ['客戶資料', '', ''],
      ['姓名', '身分證字號', '手機'],
      ...people.map(({ name, nationalId, mobile }) => [name, nationalId, mobile]),
    ])
    const findings = detect(table)
    expect(findings.people).toBe(30)
    expect(countsOf(findings)).toEqual({ personName: 30, nationalId: 30, mobile: 30 })
  })

  test('a name needs no other number beside it in a column of names', () => {
    const findings = detect(
      tableOf([
        ['姓名', '分數'],
        ['王小明', '90'],
        ['陳大文', '85'],
        ['合計', '175'],
      ]),
    )
    expect(countsOf(findings)).toEqual({ personName: 2 })
    expect(findings.people).toBe(2)
  })

  test('a column of mobiles holds them without the zero a spreadsheet took', () => {
    const findings = detect(
      tableOf([
        ['編號', '手機'],
        ['912345678', '922333444'],
      ]),
    )
    expect(findings.matches).toMatchObject([{ type: 'mobile', start: 16, end: 25 }])
  })

  test('a column of IDs holds a mistyped one as possible', () => {
    const { matches, people } = detect(
      tableOf([
        ['身分證字號', '金額'],
        ['A123456788', '5'],
        ['A123456789', '6'],
      ]),
    )
    expect(matches).toMatchObject([{ score: 0.5, severity: 'possible' }, { severity: 'high' }])
    expect(people).toBe(1)
  })

  test('the last header cell is no label of the first row', () => {
    const [first, second] = detect(
      tableOf([
        ['手機', '序號'],
        ['0912345678', '1'],
        ['0922333444', '2'],
      ]),
    ).matches
    expect(first?.score).toBe(second?.score)
  })

  test('a header cell that ends in 字 makes no document number of what stands below it', () => {
    expect(
      detect(
        tableOf([
          ['手機', '文字'],
          ['0912345678', '第'],
          ['0922333444', '字'],
        ]),
      ).people,
    ).toBe(2)
  })

  test('rows with the same ID are the same person; two IDs in a row are two', () => {
    expect(detect(tableOf([['身分證字號'], ['A123456789'], ['A123456789']])).people).toBe(1)
    expect(
      detect(
        tableOf([
          ['父', '母'],
          ['A123456789', 'B123456780'],
        ]),
      ).people,
    ).toBe(2)
  })

  test('what the text around a table repeats is nobody new', () => {
    const table = tableOf([
      ['姓名', '電子郵件'],
      ['王小明', 'wang@example.com'],
    ])
    expect(detect({ ...table, text: `${table.text}mailto:wang@example.com\n` }).people).toBe(1)
    expect(detect({ ...table, text: `${table.text}mailto:chen@example.com\n` }).people).toBe(2)
  })

  test.each([',', '\t', '|', ';'])('pasted as text with %j it is still a table', (delimiter) => {
    const text = [
      ['姓名', '身分證字號', '手機'],
      ['王小明', 'A123456789', '0912345678'],
      ['陳大文', 'B123456780', '0922333444'],
    ]
      .map((row) => row.join(delimiter))
      .join('\n')
    const findings = detect(text)
    expect(countsOf(findings)).toEqual({ personName: 2, nationalId: 2, mobile: 2 })
    expect(findings.people).toBe(2)
  })

  // From the eleventh row on a column whose header is known is read cell by cell, ahead of the automaton.
  test.each(['身分證字號', '統一證號', '手機', '電子郵件'])(
    'a long table reads a cell under %s as a short one does',
    (header) => {
      const odd = [
        'A123456789',
        'A123456788',
        'a123-456-789',
        'A800000014',
        'AA00000009',
        '0912345678',
        '0912345678/0922333444',
        '(0912)345678',
        '+886 912 345 678',
        '912345678',
        'wang@example.com',
        'wang@example.com; chen@example.com',
        'info@example.com',
        '電話 0922333444',
        '王小明先生 A123456789',
        '台內字第0912345678號',
        'Ａ１２３４５６７８９',
        '',
      ]
      for (const value of odd) {
        const rows = [[header, '備註'], ...Array.from({ length: 12 }, () => ['-', '無']), [value, '有']]
        const long = valuesOf(tableOf(rows))
        expect(long).toEqual(
          valuesOf(
            tableOf([
              [header, '備註'],
              [value, '有'],
            ]),
          ),
        )
      }
    },
  )

  test('a name with its mobile in one cell of a column of names keeps its place before it, or behind', () => {
    const table = tableOf([
      ['姓名', '備註'],
      ['王小明 0912345678', '無'],
      ['0922333444 陳大文', '無'],
    ])
    const { matches, people } = detect(table)
    expect(matches.map(({ type, start, end }) => `${type} ${table.text.slice(start, end)}`)).toEqual([
      'personName 王小明',
      'mobile 0912345678',
      'mobile 0922333444',
      'personName 陳大文',
    ])
    expect(people).toBe(2)
  })

  test('a form of labels and values is one person, however many rows it has', () => {
    const { matches, people } = detect(
      tableOf([
        ['申請人', '王小明', '聯絡電話', '0912345678'],
        ['身分證字號', 'A123456789', '出生年月日', '75年3月12日'],
        ['戶籍地址', '台北市信義區市府路45號', '護照號碼', '312345678'],
        ['健保卡號', '000012345678', '電子郵件', 'wang@example.com'],
      ]),
    )
    expect(people).toBe(1)
    expect(matches.map(({ type }) => type)).toEqual([
      'personName', 'mobile', 'nationalId', 'birthDate', 'address', 'passport', 'nhiCard', 'email',
    ]) // prettier-ignore
  })

  test('a row with several documents of one person is one person; cards alone are one a row', () => {
    const table = [
      ['姓名', '身分證字號', '護照號碼', '信用卡號'],
      ['王小明', 'A123456789', '312345678', '4111111111111111'],
      ['陳大文', 'B123456780', '323456789', '5555555555554444'],
    ]
    expect(detect(tableOf(table)).people).toBe(2)
    expect(detect(tableOf(table.map((row) => row.slice(2)))).people).toBe(2)
    expect(detect(tableOf(table.map((row) => row.slice(3)))).people).toBe(2)
  })

  test('a column of companies counts nobody', () => {
    const { people, matches } = detect(
      tableOf([
        ['統一編號', '電話'],
        ['04595257', '(02)2345-6789'],
      ]),
    )
    expect(matches.map(({ type }) => type)).toEqual(['companyId', 'landline'])
    expect(people).toBe(0)
  })

  test('offsets stay right when cells must be folded', () => {
    const table = tableOf([
      ['姓\u200b名', '身分證字號'],
      ['王\u200b小明', 'Ａ１２３４５６７８９'],
    ])
    const values = detect(table).matches.map(({ start, end }) => table.text.slice(start, end))
    expect(values).toEqual(['王\u200b小明', 'Ａ１２３４５６７８９'])
  })
})

function valuesOf(table: ReadableText): readonly unknown[] {
  return detect(table).matches.map(({ type, start, end, score }) => [
    type,
    table.text.slice(start, end),
    score,
  ])
}

function countsOf({ matches }: ReturnType<typeof detect>): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { type } of matches) counts[type] = (counts[type] ?? 0) + 1
  return counts
}
