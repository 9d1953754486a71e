import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { detect } from '../../../core/detection/detect.ts'
import { formats } from '../../../core/extraction/formats/index.ts'
import { fieldsOf, people, planted, separated } from '../../fixtures/files/documents.ts'
import { cellsOf, fixture, read, readable } from './reading.ts'

const files = readdirSync(new URL('../../fixtures/files', import.meta.url)).filter((name) =>
  name.startsWith('list-12'),
)
const extensionOf = (name: string): string => name.split('.').at(-1) ?? ''

describe('a document made by an office program or the tool of its format', () => {
  test('is there for every format that can be read', () => {
    const kept = new Set(files.map(extensionOf))
    expect(formats.map(({ id }) => id).filter((id) => !kept.has(id))).toEqual([])
  })

  test.each(files)('%s: every planted person is read and counted', async (name) => {
    const extraction = await read(fixture(name), extensionOf(name))
    expect(extraction).toMatchObject({ status: 'readable', format: extensionOf(name) })
    const text = await readable(fixture(name), extensionOf(name))
    for (const value of people.flatMap(fieldsOf)) expect(text.text).toContain(value)
    const findings = detect(text)
    expect(findings.people).toBe(planted)
    const ids = findings.matches.filter(({ type }) => type === 'nationalId')
    expect(new Set(ids.map(({ start, end }) => text.text.slice(start, end))).size).toBe(planted)
  })

  test.each(files)('%s: a name without an extension changes nothing', async (name) => {
    const extraction = await read(fixture(name))
    if (extraction.status !== 'readable') throw new Error(extraction.reason)
    // Tables of text need their name; people are found all the same.
    expect(detect(extraction.readable).people).toBe(planted)
  })

  test.each(['docx', 'odt', 'html', 'pdf', 'pptx', 'odp'])(
    'a table of a %s is a table',
    async (extension) => {
      const [table] = cellsOf(await readable(fixture(`list-12.${extension}`), extension))
      const rows = separated(',').split('\r\n').slice(0, 7)
      expect(table?.map((row) => row.join(','))).toEqual(rows)
    },
  )

  test.each([
    ['xlsx', 8],
    ['ods', 8],
    ['csv', 12],
    ['tsv', 12],
    ['md', 10],
    ['json', 12],
  ])('a list of a %s is a table of %i people', async (extension, count) => {
    const tables = cellsOf(await readable(fixture(`list-12.${extension}`), extension))
    const list = tables.find((rows) => rows.some((row) => row.includes(people[0]!.name)))
    expect(list?.filter((row) => people.some(({ name }) => row.includes(name)))).toHaveLength(count)
  })
})
