import { readFileSync } from 'node:fs'
import { strToU8, zipSync } from 'fflate'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { detect } from '../../../core/detection/detect.ts'
import { defaultLimits, extract, refusedBySize } from '../../../core/extraction/extract.ts'
import { utf8, type Bytes } from '../../../core/model/bytes.ts'
import { cannotInspectReasons } from '../../../core/model/readable.ts'
import { lockedOffice, rowOf, workbook } from './archives.ts'

const fixture = (name: string): Bytes =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/files/${name}`, import.meta.url)))
const nine = fixture('客戶名單.xlsx')
const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])
const zip = (files: Record<string, Uint8Array>): Bytes => new Uint8Array(zipSync(files))

/** A few dozen kilobytes that unpack to 60 MB of one character. */
const bomb = (name: string): Bytes =>
  zip({ 'xl/workbook.xml': strToU8('<workbook/>'), [name]: new Uint8Array(60 * 1024 * 1024) })

/** The same with a directory that lies about the size: only counting what comes out finds it. */
function lyingBomb(): Bytes {
  const bytes = zip({
    'xl/workbook.xml': strToU8('<workbook/>'),
    'xl/worksheets/sheet1.xml': new Uint8Array(60 * 1024 * 1024).fill(32),
  })
  const view = new DataView(bytes.buffer)
  for (let at = 0; at < bytes.length - 4; at++) {
    if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) > 1e6)
      view.setUint32(at + 24, 1000, true)
  }
  return bytes
}

describe('what cannot be inspected says why, and is never clean', () => {
  test.each<[string, string, () => Bytes, string]>([
    ['an empty file', 'csv', () => new Uint8Array(), 'empty'],
    ['an empty workbook', 'xlsx', () => new Uint8Array(), 'empty'],
    ['300 MB', 'csv', () => new Uint8Array(300 * 1024 * 1024), 'tooLarge'],
    ['a workbook cut in half', 'xlsx', () => nine.slice(0, nine.length / 2), 'corrupt'],
    ['a workbook without its last byte', 'xlsx', () => nine.slice(0, -1), 'corrupt'],
    ['a workbook with its first bytes only', 'xlsx', () => nine.slice(0, 4), 'corrupt'],
    ['a workbook behind a password', 'xlsx', lockedOffice, 'encrypted'],
    ['a locked archive', 'zip', () => fixture('locked.zip'), 'encrypted'],
    ['a locked archive under another name', 'csv', () => fixture('locked.zip'), 'encrypted'],
    ['a bomb that admits it', 'xlsx', () => bomb('xl/worksheets/sheet1.xml'), 'bomb'],
    ['a bomb in an archive', 'zip', () => bomb('a.txt'), 'bomb'],
    ['a bomb that lies', 'xlsx', lyingBomb, 'bomb'],
    ['a picture named as a workbook', 'xlsx', () => png, 'wrongType'],
    ['a picture named as text', 'csv', () => png, 'wrongType'],
    ['text named as a workbook', 'xlsx', () => utf8('hello'), 'wrongType'],
    ['an archive named as a workbook', 'xlsx', () => zip({ 'a.txt': utf8('hello') }), 'wrongType'],
    ['an old workbook named as a new one', 'xlsx', () => lockedOffice().fill(0, 1024), 'wrongType'],
    ['a picture', 'png', () => png, 'unknownFormat'],
    ['a PDF where nobody brought its reader', 'pdf', () => utf8('%PDF-1.7\n'), 'unknownFormat'],
    [
      'noise',
      'bin',
      () => Uint8Array.from({ length: 4096 }, (_, at) => (at * 7919 + (at >> 3) * 31) & 255),
      'unknownFormat',
    ],
    [
      'noise named as text',
      'txt',
      () => Uint8Array.from({ length: 4096 }, (_, at) => (at * at * 31) & 255),
      'unknownFormat',
    ],
  ])('%s (.%s)', async (_, extension, bytes, reason) => {
    expect(await extract(bytes(), { extension })).toMatchObject({ status: 'cannotInspect', reason })
  })

  test('300 MB is refused by its size, before it is read', () => {
    expect(refusedBySize(300 * 1024 * 1024)).toBe('tooLarge')
    expect(refusedBySize(defaultLimits.fileBytes)).toBeUndefined()
  })

  test('a workbook is read under any name', async () => {
    expect(await extract(nine, { extension: 'csv' })).toMatchObject({ status: 'readable', format: 'xlsx' })
    expect(await extract(nine)).toMatchObject({ status: 'readable', format: 'xlsx' })
  })

  test('more parts than allowed is a bomb', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [`xl/part${at}.xml`, strToU8('<x/>')]),
    )
    expect(await extract(zip(files), { extension: 'xlsx', limits: { entries: 20 } })).toMatchObject({
      reason: 'bomb',
    })
  })

  test('workbooks in workbooks end at a depth', async () => {
    let nested = workbook(rowOf('A123456789'))
    for (let depth = 0; depth < 5; depth++) nested = workbook('', { 'xl/embeddings/a.xlsx': nested })
    expect(await extract(nested, { extension: 'xlsx' })).toMatchObject({ reason: 'bomb' })
  })

  test('a sheet of far-off cells cannot fill the memory', async () => {
    const sheet = '<row><c r="XFD1" t="str"><v>x</v></c></row>'.repeat(400)
    expect(await extract(workbook(sheet), { extension: 'xlsx' })).toMatchObject({ reason: 'tooLarge' })
  })

  test('a changed byte in a part is damage, not other contents', async () => {
    const stored = new Uint8Array(
      zipSync(
        {
          'xl/workbook.xml': strToU8('<workbook/>'),
          'xl/worksheets/sheet1.xml': strToU8(rowOf('A123456789')),
        },
        { level: 0 },
      ),
    )
    const at = stored.indexOf('A'.charCodeAt(0), stored.indexOf('>'.charCodeAt(0), 60))
    stored[at + 1]! ^= 1
    expect(await extract(stored, { extension: 'xlsx' })).toMatchObject({ reason: 'corrupt' })
  })

  test.each([
    ['csv', utf8('a,b\n'.repeat(500_000))],
    ['xlsx', workbook(rowOf('王小明').repeat(20_000))],
  ])('a deadline stops a %s', async (extension, bytes) => {
    expect(await extract(bytes, { extension, deadline: Date.now() - 1 })).toMatchObject({
      reason: 'timedOut',
    })
  })
})

describe('500 mutated files', () => {
  const csv = fixture('customers-12.csv')
  const big5 = fixture('customers-12-big5.csv')
  const libreOffice = fixture('customers-12-libreoffice.xlsx')
  const mutated = fc
    .record({
      file: fc.constantFrom(nine, libreOffice, csv, big5),
      edits: fc.array(fc.record({ at: fc.nat(20_000), byte: fc.nat(255) }), { minLength: 1, maxLength: 30 }),
      cut: fc.option(fc.nat(20_000), { freq: 3 }),
    })
    .map(({ file, edits, cut }) => {
      const bytes = file.slice()
      for (const { at, byte } of edits) bytes[at % bytes.length] = byte
      return {
        extension: file === csv || file === big5 ? 'csv' : 'xlsx',
        bytes: cut === null ? bytes : bytes.slice(0, cut % bytes.length),
      }
    })

  test('never throw, and are read or refused within a second', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, async ({ extension, bytes }) => {
        const start = performance.now()
        const extraction = await extract(bytes, { extension })
        if (extraction.status === 'readable') detect(extraction.readable)
        else expect(cannotInspectReasons).toContain(extraction.reason)
        expect(performance.now() - start).toBeLessThan(5_000)
      }),
      { numRuns: 500 },
    )
  })
})
