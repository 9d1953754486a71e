import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { detect } from '../../../core/detection/detect.ts'
import { extract } from '../../../core/extraction/extract.ts'
import type { Bytes } from '../../../core/model/bytes.ts'
import { rowOf, workbook } from './archives.ts'

const fixture = (name: string): Bytes =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/files/${name}`, import.meta.url)))

async function read(bytes: Bytes) {
  const extraction = await extract(bytes, { extension: 'xlsx' })
  if (extraction.status !== 'readable') throw new Error(extraction.reason)
  return extraction.readable
}

describe('a workbook', () => {
  test.each([
    ['客戶名單.xlsx', 9],
    ['customers-12.xlsx', 12],
    ['customers-12-libreoffice.xlsx', 12],
  ])('%s holds %i people, each with name, ID, mobile and address', async (name, people) => {
    const findings = detect(await read(fixture(name)))
    expect(findings.people).toBe(people)
    expect(findings.matches).toHaveLength(people * 4)
  })

  test('keeps columns where cells are missing', async () => {
    const sheet = `${rowOf('姓名', '備註', '手機')}<row r="2"><c r="A2" t="inlineStr"><is><t>王小明</t></is></c><c r="C2"><v>912345678</v></c></row>`
    const readable = await read(workbook(sheet))
    expect(readable.tables[0]?.rows[1]?.map(({ start, end }) => readable.text.slice(start, end))).toEqual([
      '王小明',
      '',
      '912345678',
    ])
    expect(detect(readable).matches.map(({ type }) => type)).toEqual(['personName', 'mobile'])
  })

  test.each<[string, string, Record<string, string>]>([
    [
      'a hidden sheet',
      '',
      { 'xl/worksheets/sheet2.xml': `<worksheet><sheetData>${rowOf('A123456789')}</sheetData></worksheet>` },
    ],
    [
      'a comment',
      '',
      {
        'xl/comments1.xml':
          '<comments><comment><text><r><t>A12345</t></r><r><t>6789</t></r></text></comment></comments>',
      },
    ],
    [
      'a header',
      '',
      {
        'xl/worksheets/sheet3.xml':
          '<worksheet><sheetData/><headerFooter><oddHeader>&amp;L A123456789</oddHeader></headerFooter></worksheet>',
      },
    ],
    [
      'the properties',
      '',
      { 'docProps/core.xml': '<cp:coreProperties><dc:subject>A123456789</dc:subject></cp:coreProperties>' },
    ],
    [
      'an alternative text',
      '',
      { 'xl/drawings/drawing1.xml': '<xdr:cNvPr id="2" name="Picture" descr="A123456789"/>' },
    ],
    [
      'a sheet name',
      '',
      { 'xl/workbook.xml': '<workbook><sheets><sheet name="A123456789" sheetId="1"/></sheets></workbook>' },
    ],
    ['a string no cell shows', '', { 'xl/sharedStrings.xml': '<sst><si><t>A123456789</t></si></sst>' }],
    ['a formula', '<row><c r="A1"><f>LEFT("A123456789",1)</f><v>A</v></c></row>', {}],
    [
      'a validation list',
      '',
      {
        'xl/worksheets/sheet4.xml':
          '<worksheet><sheetData/><dataValidations><dataValidation type="list"><formula1>"A123456789,x"</formula1></dataValidation></dataValidations></worksheet>',
      },
    ],
    [
      'a rich string',
      '<row><c r="A1" t="s"><v>0</v></c></row>',
      { 'xl/sharedStrings.xml': '<sst><si><r><t>A1234</t></r><r><rPr><b/></rPr><t>56789</t></r></si></sst>' },
    ],
    [
      'a number that lost its form',
      '<row><c r="A1" t="inlineStr"><is><t>手機</t></is></c></row><row><c r="A2"><v>9.12345678E8</v></c></row>',
      {},
    ],
    [
      'prefixed elements',
      '',
      {
        'xl/worksheets/sheet5.xml':
          '<x:worksheet><x:sheetData><x:row><x:c r="A1" t="str"><x:v>A123456789</x:v></x:c></x:row></x:sheetData></x:worksheet>',
      },
    ],
    ['a character reference', '<row><c r="A1" t="str"><v>&#65;123456789</v></c></row>', {}],
  ])('is read to its last corner: %s', async (_, sheet, parts) => {
    expect(detect(await read(workbook(sheet, parts))).people).toBe(1)
  })

  test('inside a workbook is read too', async () => {
    const inner = workbook(rowOf('A123456789'))
    expect(
      detect(await read(workbook('', { 'xl/embeddings/Microsoft_Excel_Sheet.xlsx': inner }))).people,
    ).toBe(1)
  })

  test('expands no entity: a document type is passed over', async () => {
    const bomb =
      '<!DOCTYPE x [<!ENTITY a "A123456789"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>'
    const { text } = await read(workbook('', { 'xl/worksheets/sheet1.xml': bomb }))
    expect(text).toContain('&b;')
    expect(text).not.toContain('A123456789')
  })

  test('counts a person on two sheets once', async () => {
    const sheet = rowOf('姓名', '身分證字號') + rowOf('王小明', 'A123456789')
    const parts = { 'xl/worksheets/sheet2.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>` }
    expect(detect(await read(workbook(sheet, parts))).people).toBe(1)
  })
})

test('a long string table without a colon is read in time that grows with its length only', async () => {
  const strings = `<sst>${'<si><t>王小明</t></si>'.repeat(200_000)}</sst>`
  const start = performance.now()
  await read(workbook('', { 'xl/sharedStrings.xml': strings }))
  expect(performance.now() - start).toBeLessThan(5_000)
})
