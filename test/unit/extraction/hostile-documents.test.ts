import { strToU8, zipSync, type Zippable } from 'fflate'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { detect } from '../../../core/detection/detect.ts'
import { utf8, type Bytes } from '../../../core/model/bytes.ts'
import { cannotInspectReasons } from '../../../core/model/readable.ts'
import { fixture, read } from './reading.ts'

const zip = (files: Record<string, string | Uint8Array>): Bytes => {
  const parts: Zippable = {}
  for (const [name, part] of Object.entries(files))
    parts[name] = typeof part === 'string' ? strToU8(part) : part
  return new Uint8Array(zipSync(parts))
}
const docx = (document: string, parts: Record<string, string | Uint8Array> = {}): Bytes =>
  zip({ 'word/document.xml': `<w:document><w:body>${document}</w:body></w:document>`, ...parts })
const odt = (content: string, parts: Record<string, string> = {}): Bytes =>
  zip({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': content, ...parts })
const half = (bytes: Bytes): Bytes => bytes.slice(0, bytes.length / 2)
const spaces = (megabytes: number): Uint8Array => new Uint8Array(megabytes * 1024 * 1024).fill(32)
const person = '姓名：王小明，身分證字號：A123456789'
const containers = ['docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'zip'] as const
const texts = ['txt', 'csv', 'tsv', 'json', 'html', 'md', 'xml', 'eml'] as const

/** A PDF of one page whose content stream is given, packed or not. */
function pdfOf(stream: string | Uint8Array, filter = ''): Bytes {
  const bytes = typeof stream === 'string' ? strToU8(stream) : stream
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
  ]
  const head = `%PDF-1.4\n${objects.map((body, at) => `${at + 1} 0 obj\n${body}\nendobj\n`).join('')}5 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\n4 0 obj\n<</Length ${bytes.length}${filter}>>\nstream\n`
  const tail = '\nendstream\nendobj\ntrailer\n<</Root 1 0 R/Size 6>>\n%%EOF\n'
  return new Uint8Array([...strToU8(head), ...bytes, ...strToU8(tail)])
}

async function zlib(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as Bytes]).stream().pipeThrough(new CompressionStream('deflate'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

describe('a file that is cut off is damaged, and never clean', () => {
  test.each(containers)('%s', async (extension) => {
    expect(await read(half(fixture(`list-12.${extension}`)), extension)).toMatchObject({ reason: 'corrupt' })
  })

  test('pdf: and what is left of it still counts', async () => {
    const whole = fixture('list-12.pdf')
    expect(await read(half(whole), 'pdf')).toMatchObject({ status: 'cannotInspect', reason: 'corrupt' })
    const cut = await read(whole.slice(0, -40), 'pdf')
    expect(cut).toMatchObject({ status: 'cannotInspect', reason: 'corrupt' })
    expect(cut.readable && detect(cut.readable).people).toBe(12)
  })

  test.each(texts)('%s: what is left is the text it is', async (extension) => {
    const cut = await read(half(fixture(`list-12.${extension}`)), extension)
    expect(cut).toMatchObject({ status: 'readable' })
    expect(cut.readable && detect(cut.readable).people).toBeGreaterThan(0)
  })
})

describe('a file that is locked says so', () => {
  const manifest =
    '<manifest:manifest><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>'
  const smime =
    'From: a@example.com\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime; name="smime.p7m"\r\nContent-Transfer-Encoding: base64\r\n\r\nMIIB\r\n'
  test.each<[string, string, () => Bytes]>([
    ['a PDF', 'pdf', () => fixture('locked.pdf')],
    ['an OpenDocument', 'odt', () => odt('x', { 'META-INF/manifest.xml': manifest })],
    ['a letter', 'eml', () => utf8(smime)],
    ['an archive in an archive', 'zip', () => zip({ 'a.zip': fixture('locked.zip') })],
    ['a PDF in a document', 'docx', () => docx('', { 'word/embeddings/a.pdf': fixture('locked.pdf') })],
  ])('%s', async (_, extension, bytes) => {
    expect(await read(bytes(), extension)).toMatchObject({ status: 'cannotInspect', reason: 'encrypted' })
  })

  test('and what stands beside the locked member still counts', async () => {
    const extraction = await read(zip({ 'a.txt': person, 'b.pdf': fixture('locked.pdf') }), 'zip')
    expect(extraction).toMatchObject({ status: 'cannotInspect', reason: 'encrypted' })
    expect(extraction.readable && detect(extraction.readable).people).toBe(1)
  })
})

describe('a bomb is refused before it fills the memory', () => {
  test.each<[string, string, () => Bytes | Promise<Bytes>]>([
    ['a docx', 'docx', () => docx('', { 'word/header1.xml': spaces(16) })],
    ['a pptx', 'pptx', () => zip({ 'ppt/presentation.xml': '<p/>', 'ppt/slides/slide1.xml': spaces(16) })],
    ['an odt', 'odt', () => odt('x', { 'styles.xml': new TextDecoder().decode(spaces(16)) })],
    ['a PDF', 'pdf', async () => pdfOf(await zlib(spaces(16)), '/Filter/FlateDecode')],
    ['a PDF packed twice', 'pdf', async () => pdfOf(await zlib(await zlib(spaces(16))), '/Filter[/FlateDecode/FlateDecode]')], // prettier-ignore
    ['archives in archives', 'zip', () => Array.from({ length: 5 }).reduce<Bytes>((inner) => zip({ 'a.zip': inner }), utf8(person))], // prettier-ignore
    ['letters in letters', 'eml', () => nestedLetters(6)],
    ['a deep JSON', 'json', () => utf8('['.repeat(200_000))],
    ['a deep XML', 'xml', () => utf8('<a>'.repeat(200_000))],
    ['a deep HTML', 'html', () => utf8('<table><tr><td>'.repeat(200_000))],
    ['a deep docx', 'docx', () => docx('<w:tbl><w:tr><w:tc>'.repeat(100_000))],
    ['a deep odt', 'odt', () => odt('<table:table><table:table-row><table:table-cell>'.repeat(100_000))],
  ])('%s', async (_, extension, bytes) => {
    const given = await bytes()
    const start = performance.now()
    expect(await read(given, extension)).toMatchObject({ status: 'cannotInspect', reason: 'bomb' })
    expect(performance.now() - start).toBeLessThan(5_000)
  })

  test('many members that are much together', async () => {
    const members = Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [`${at}.txt`, '機密'.repeat(9000)]),
    )
    expect(await read(zip(members), 'zip', { limits: { unpackedBytes: 1_000_000 } })).toMatchObject({
      reason: 'bomb',
    })
  })

  test('three archives deep is read, four is not', async () => {
    const nested = (depth: number): Bytes =>
      depth === 0 ? utf8(person) : zip({ [depth === 1 ? 'a.txt' : 'a.zip']: nested(depth - 1) })
    expect(await read(nested(4), 'zip')).toMatchObject({ status: 'readable' })
    expect(await read(nested(5), 'zip')).toMatchObject({ reason: 'bomb' })
  })

  test('an archive that holds itself ends at the depth', async () => {
    // Every member's bytes are the whole archive's: one directory entry that starts at the archive's own beginning.
    const self = zip({ 'a.zip': zip({ 'a.zip': zip({ 'a.zip': zip({ 'a.zip': zip({ 'a.txt': 'x' }) }) }) }) })
    expect(await read(self, 'zip')).toMatchObject({ reason: 'bomb' })
  })

  test('a billion laughs stay as many as are written', async () => {
    const laughs = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha">${Array.from({ length: 9 }, (_, at) => `<!ENTITY b${at} "${`&b${at - 1};`.repeat(10)}">`).join('')}]><a>&b8;</a>`
    const extraction = await read(utf8(laughs), 'xml')
    expect(extraction.readable?.text.length).toBeLessThan(laughs.length * 2)
    const inside = await read(docx(`<w:p><w:r><w:t>&b8;</w:t></w:r></w:p>`), 'docx')
    expect(inside.readable?.text).toContain('&b8;')
  })

  test.each(['csv', 'json', 'html', 'md', 'xml'])(
    'a table without end is too large (%s)',
    async (extension) => {
      const row = {
        csv: ',,,,\n',
        json: '["a","b","c","d"],',
        html: '<tr><td colspan=900>a',
        md: 'a|b|c|d\n',
        xml: '',
      }
      const given = {
        csv: row.csv.repeat(3000),
        json: `[${row.json.repeat(3000)}["a"]]`,
        html: `<table>${row.html.repeat(3000)}`,
        md: `a|b\n-|-\n${row.md.repeat(3000)}`,
        xml: '<a/>',
      }[extension]!
      const limits = { limits: { cells: extension === 'xml' ? 1 : 2000 } }
      const extraction = await read(utf8(given), extension, limits)
      if (extension === 'xml') expect(extraction.status).toBe('readable')
      else expect(extraction).toMatchObject({ reason: 'tooLarge' })
    },
  )
})

describe('a wrong name does not hide what a file is', () => {
  test.each([
    ['pdf', 'docx'],
    ['docx', 'pdf'],
    ['png', 'pdf'],
    ['pdf', 'txt'],
  ])('a %s named .%s', async (real, named) => {
    const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])
    const extraction = await read(real === 'png' ? png : fixture(`list-12.${real}`), named)
    if (named === 'txt') expect(extraction).toMatchObject({ status: 'readable', format: real })
    else expect(extraction).toMatchObject({ status: 'cannotInspect', reason: 'wrongType' })
  })

  test.each(['pdf', 'docx', 'pptx', 'odt', 'ods', 'odp', 'zip'])('text named .%s', async (named) => {
    expect(await read(utf8(person), named)).toMatchObject({ status: 'cannotInspect', reason: 'wrongType' })
  })

  test('a letter or a page named .txt is read as what it is', async () => {
    expect(await read(fixture('list-12.eml'), 'txt')).toMatchObject({ status: 'readable', format: 'eml' })
    expect(await read(fixture('list-12.html'), 'txt')).toMatchObject({ status: 'readable', format: 'html' })
  })

  test('a plain archive named as a document', async () => {
    expect(await read(zip({ 'a.txt': person }), 'docx')).toMatchObject({ reason: 'wrongType' })
  })
})

describe('nothing is left out in silence', () => {
  test.each([...containers, ...texts, 'pdf'])('an empty %s', async (extension) => {
    expect(await read(new Uint8Array(), extension)).toMatchObject({ reason: 'empty' })
  })

  test('a picture among the members of an archive is said, and the others count', async () => {
    const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])
    const extraction = await read(zip({ 'a.png': png, 'b.txt': person }), 'zip')
    expect(extraction).toMatchObject({ status: 'cannotInspect', reason: 'unknownFormat' })
    expect(extraction.readable && detect(extraction.readable).people).toBe(1)
  })

  test('two members of one name are both read', async () => {
    const twice = zip({ 'a.txt': 'nothing', 'b.txt': person })
    for (let at = 0; at < twice.length - 5; at++)
      if (new TextDecoder().decode(twice.subarray(at, at + 5)) === 'b.txt') twice[at] = 'a'.charCodeAt(0)
    const { readable } = await read(twice, 'zip')
    expect(readable && detect(readable).people).toBe(1)
  })

  test('names that would leave a folder are only names', async () => {
    const { readable } = await read(zip({ '../../etc/a.txt': person }), 'zip')
    expect(readable && detect(readable).people).toBe(1)
  })

  test('what macOS and empty members leave in an archive does not stop it', async () => {
    const note = Uint8Array.from([0x00, 0x05, 0x16, 0x07, 0, 2, 0, 0])
    const bytes = zip({ '__MACOSX/._a.txt': note, 'a.txt': person, 'empty.pdf': '' })
    expect(await read(bytes, 'zip')).toMatchObject({ status: 'readable' })
  })

  test('a page of a PDF that is only a picture cannot be inspected', async () => {
    const picture = 'q 100 0 0 100 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q'
    const bytes = pdfOf(Uint8Array.from([...picture].map((unit) => unit.charCodeAt(0))))
    expect(await read(bytes, 'pdf')).toMatchObject({ status: 'cannotInspect', reason: 'unknownFormat' })
    expect(await read(pdfOf('q Q'), 'pdf')).toMatchObject({ status: 'readable' })
  })

  test('noise after a head of any format is refused', async () => {
    const noise = Uint8Array.from({ length: 4096 }, (_, at) => (at * 7919 + (at >> 3) * 31) & 255)
    for (const head of ['%PDF-1.7\n', 'PK\u0003\u0004']) {
      const bytes = new Uint8Array([...strToU8(head), ...noise])
      expect(await read(bytes)).toMatchObject({ status: 'cannotInspect', reason: 'corrupt' })
    }
  })

  test.each([...containers, ...texts, 'pdf'])('a deadline stops a %s', async (extension) => {
    const bytes = fixture(`list-12.${extension}`)
    const long = (texts as readonly string[]).includes(extension)
      ? new Uint8Array(Array.from({ length: 100 }).flatMap(() => [...bytes]))
      : bytes
    const extraction = await read(long, extension, { deadline: Date.now() - 1 })
    expect(extraction).toMatchObject({ status: 'cannotInspect', reason: 'timedOut' })
  })
})

function nestedLetters(depth: number): Bytes {
  let letter = `From: a@example.com\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\n${person}\r\n`
  for (let at = 0; at < depth; at++)
    letter = `From: a@example.com\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b${at}"\r\n\r\n--b${at}\r\nContent-Type: message/rfc822\r\nContent-Disposition: attachment; filename="a.eml"\r\n\r\n${letter}\r\n--b${at}--\r\n`
  return utf8(letter)
}

describe('progress', () => {
  test.each(['xlsx', 'pdf', 'zip'])('of a %s is told as a share that never falls', async (extension) => {
    const shares: number[] = []
    await read(fixture(`list-12.${extension}`), extension, { told: (share) => shares.push(share) })
    expect(shares.length).toBeGreaterThan(1)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBeGreaterThan(0.3)
    expect(shares.at(-1)).toBeLessThanOrEqual(1)
  })
})

describe('300 mutated documents', () => {
  const kinds = [...containers, ...texts, 'pdf'] as const
  const mutated = fc.record({
    kind: fc.constantFrom(...kinds),
    edits: fc.array(fc.record({ at: fc.nat(60_000), byte: fc.nat(255) }), { minLength: 1, maxLength: 30 }),
    cut: fc.option(fc.nat(60_000), { freq: 3 }),
  })

  test('never throw, and are read or refused in time', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, async ({ kind, edits, cut }) => {
        const bytes = fixture(`list-12.${kind}`)
        for (const { at, byte } of edits) bytes[at % bytes.length] = byte
        const start = performance.now()
        const extraction = await read(cut === null ? bytes : bytes.slice(0, 1 + (cut % bytes.length)), kind)
        if (extraction.status === 'cannotInspect') expect(cannotInspectReasons).toContain(extraction.reason)
        if (extraction.readable) detect(extraction.readable)
        expect(performance.now() - start).toBeLessThan(5_000)
      }),
      { numRuns: 300 },
    )
  }, 60_000)
})
