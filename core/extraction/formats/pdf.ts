import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
import type { Bytes } from '../../model/bytes.ts'
import { CannotInspect, type Format, type Reading } from '../extraction.ts'
import type { PdfEngine } from '../pdf-engine.ts'
import { pageNotes, documentNotes } from '../pdf-notes.ts'
import { writePage, type Run } from '../pdf-lines.ts'
import { refusePdfBomb } from '../pdf-streams.ts'

/**
 * PDF through PDF.js: texts of every page, annotations, form fields, bookmarks, properties, and the files inside it.
 * A page that shows nothing but a picture cannot be read here, and says so.
 */
export const pdf: Format = { id: 'pdf', extensions: ['pdf'], read: readPdf }

/** What a page is worth against a byte, for progress. */
const pageWork = 50_000

async function readPdf(bytes: Bytes, reading: Reading): Promise<void> {
  const { budget, loadPdf } = reading
  if (!loadPdf) throw new CannotInspect('unknownFormat')
  refusePdfBomb(bytes, budget)
  // Cut off: the end is missing, and nobody knows what stood there. What is left is read all the same.
  if (!endsWell(bytes)) reading.passOver('corrupt')
  const engine = await loadPdf()
  const task = engine.getDocument(parametersOf(bytes, engine))
  try {
    await inTime(reading, readDocument(await inTime(reading, task.promise), reading))
  } catch (error) {
    throw reasonOf(error)
  } finally {
    await task.destroy()
  }
}

function parametersOf(bytes: Bytes, { readData }: PdfEngine) {
  return {
    // PDF.js takes what it is given away.
    data: new Uint8Array(bytes),
    verbosity: 0,
    enableXfa: true,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    useWasm: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    disableWorkerRendering: true,
    stopAtErrors: false,
    cMapPacked: true,
    BinaryDataFactory: class {
      fetch({ kind, filename }: { readonly kind: string; readonly filename: string }): Promise<Uint8Array> {
        if (kind !== 'cMapUrl' && kind !== 'standardFontDataUrl')
          return Promise.reject(new Error('not served'))
        return readData(kind, filename)
      }
    },
  }
}

async function readDocument(document: PDFDocumentProxy, reading: Reading): Promise<void> {
  const { budget, out } = reading
  budget.expect(document.numPages * pageWork)
  const notes = new Set<string>()
  let pictures = 0
  for (let number = 1; number <= document.numPages; number++) {
    budget.checkTime()
    const page = await document.getPage(number)
    const runs = await runsOf(page)
    writePage(runs, out)
    budget.done(pageWork / 2)
    const { texts, files } = await pageNotes(page)
    for (const text of texts) notes.add(text)
    for (const { name, bytes } of files) await reading.readInner(name, bytes)
    if (runs.length === 0 && pictures === 0 && (await showsPicture(page))) pictures++
    page.cleanup()
    budget.done(pageWork / 2)
  }
  const { texts, files } = await documentNotes(document)
  for (const text of [...notes, ...texts]) out.line(text)
  for (const { name, bytes } of files) await reading.readInner(name, bytes)
  if (pictures > 0) reading.passOver('unknownFormat')
}

async function runsOf(page: PDFPageProxy): Promise<Run[]> {
  const { items } = await page.getTextContent({ includeMarkedContent: false, disableNormalization: false })
  const runs: Run[] = []
  for (const item of items) {
    if (!('str' in item) || item.str.trim() === '') continue
    const [a = 0, b = 0, , , x = 0, y = 0] = item.transform as readonly number[]
    // Turned text stands in lines of its own; its places are read as if it were not.
    const isTurned = Math.abs(b) > Math.abs(a)
    runs.push({
      text: item.str,
      x: isTurned ? y : x,
      y: isTurned ? -x : y,
      width: item.width,
      height: item.height || Math.hypot(a, b),
    })
  }
  return runs
}

/** A page without text may be empty, or a scan. Pictures are asked for by their painting, never looked at. */
async function showsPicture(page: PDFPageProxy): Promise<boolean> {
  const { fnArray } = await page.getOperatorList({ intent: 'display' })
  return fnArray.some((operation) => paintsPicture.has(operation))
}
/** `OPS.paint*Image*` of PDF.js. */
const paintsPicture = new Set([82, 83, 84, 85, 86, 87, 88, 89, 90])

function endsWell(bytes: Uint8Array): boolean {
  const tail = new TextDecoder('latin1').decode(bytes.subarray(Math.max(0, bytes.length - 4096)))
  return tail.includes('%%EOF')
}

function reasonOf(error: unknown): CannotInspect {
  if (error instanceof CannotInspect) return error
  const name = error instanceof Error ? error.name : ''
  return new CannotInspect(name === 'PasswordException' ? 'encrypted' : 'corrupt')
}

/** PDF.js knows no deadline; what it does after ours is thrown away with it. */
function inTime<T>({ budget }: Reading, task: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new CannotInspect('timedOut')), budget.millisLeft())
  })
  return Promise.race([task, late]).finally(() => clearTimeout(timer))
}
