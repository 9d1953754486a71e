import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { extract } from '../../../core/extraction/extract.ts'
import { pdfFromFiles } from '../../../core/extraction/pdf-from-files.ts'

afterEach(() => vi.unstubAllGlobals())

test('PDF.js as it ships reads a document where it is called, and starts no worker', async () => {
  const started: unknown[] = []
  vi.stubGlobal('Worker', function (address: unknown) {
    started.push(address)
  })
  const loadPdf = pdfFromFiles((name) => import.meta.resolve(`pdfjs-dist/legacy/build/${name}`))
  const bytes = new Uint8Array(await readFile(join(import.meta.dirname, '../../fixtures/files/list-12.pdf')))
  const extracted = await extract(bytes, { extension: 'pdf', deadline: Date.now() + 20_000, loadPdf })
  expect(extracted).toMatchObject({ status: 'readable' })
  expect(extracted.readable?.text).toContain('身分證')
  expect(started).toEqual([])
  expect('window' in globalThis).toBe(false)
})
