import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { detect } from '../../../core/detection/detect.ts'
import { extract, type Extraction } from '../../../core/extraction/extract.ts'
import { utf8, type Bytes } from '../../../core/model/bytes.ts'
import { toBig5, toGb18030 } from '../../fixtures/files/big5.ts'

const fixture = (name: string): Bytes =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/files/${name}`, import.meta.url)))

/** Cells of the first table as texts. */
async function cellsOf(bytes: Bytes, extension = 'csv'): Promise<readonly (readonly string[])[]> {
  const { text, tables } = readable(await extract(bytes, { extension }))
  return tables[0]!.rows.map((row) => row.map(({ start, end }) => text.slice(start, end)))
}

function readable(extraction: Extraction) {
  if (extraction.status !== 'readable') throw new Error(extraction.reason)
  return extraction.readable
}

describe('separated values become cells', () => {
  test.each<[string, string, string[][]]>([
    [
      'lines',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'carriage returns',
      'a,b\r\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'old Mac lines',
      'a,b\rc,d\r',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'quotes with delimiters and line breaks',
      'a,"b,\nc"\nd,e',
      [
        ['a', 'b,\nc'],
        ['d', 'e'],
      ],
    ],
    [
      'doubled quotes as written',
      '"a ""b""",c\nd,e',
      [
        ['a ""b""', 'c'],
        ['d', 'e'],
      ],
    ],
    [
      'empty cells',
      ',\na,',
      [
        ['', ''],
        ['a', ''],
      ],
    ],
    [
      'an unclosed quote ends with the file',
      'a,b\nc,"d\ne',
      [
        ['a', 'b'],
        ['c', 'd\ne'],
      ],
    ],
    [
      'semicolons',
      'a;b;1,5\nc;d;2,5',
      [
        ['a', 'b', '1,5'],
        ['c', 'd', '2,5'],
      ],
    ],
    [
      'tabs',
      'a\tb\nc\td',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
  ])('%s', async (_, text, cells) => {
    expect(await cellsOf(utf8(text))).toEqual(cells)
  })
})

describe('any encoding an office in Taiwan meets', () => {
  const text = '姓名,身分證字號\r\n王小明,A123456789\r\n陳大文,B123456780\r\n'
  const utf16 = (mark: number[], big: boolean): Bytes =>
    Uint8Array.from([
      ...mark,
      ...[...text].flatMap((unit) => {
        const code = unit.charCodeAt(0)
        return big ? [code >> 8, code & 255] : [code & 255, code >> 8]
      }),
    ])
  test.each<[string, () => Bytes]>([
    ['UTF-8', () => utf8(text)],
    ['UTF-8 with a mark', () => utf8(`\ufeff${text}`)],
    ['UTF-16 little-endian', () => utf16([0xff, 0xfe], false)],
    ['UTF-16 big-endian', () => utf16([0xfe, 0xff], true)],
    ['UTF-16 without a mark', () => utf16([], false)],
    ['Big5', () => toBig5(text)],
    ['GB 18030', () => toGb18030(text.replaceAll('證', '证').replaceAll('號', '号').replaceAll('陳', '陈'))],
  ])('%s', async (_, bytes) => {
    const read = readable(await extract(bytes(), { extension: 'csv' }))
    expect(detect(read).people).toBe(2)
    expect(detect(read).matches.filter(({ type }) => type === 'personName')).toHaveLength(2)
  })

  test('a long UTF-8 file is not taken for Big5 because a piece ends in mid-character', async () => {
    const long = `x${'中文資料'.repeat(400_000)}`
    expect(readable(await extract(utf8(long), { extension: 'txt' })).text).toBe(long)
  })

  test('Latin letters with accents are read', async () => {
    const bytes = Uint8Array.from([...'name: Andre Munoz, cafe'].map((unit) => unit.charCodeAt(0)))
    bytes[bytes.length - 1] = 0xe9
    expect(readable(await extract(bytes, { extension: 'txt' })).text).toContain('café')
  })

  test.each(['customers-12.csv', 'customers-12-big5.csv'])('%s holds twelve people', async (name) => {
    expect(detect(readable(await extract(fixture(name), { extension: 'csv' }))).people).toBe(12)
  })
})
