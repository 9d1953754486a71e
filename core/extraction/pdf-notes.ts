import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
import type { Bytes } from '../model/bytes.ts'
import { parse, shape, type ShapeOf } from '../model/shape.ts'

export interface Notes {
  readonly texts: readonly string[]
  readonly files: readonly { readonly name: string; readonly bytes: Bytes }[]
}

const words = shape
  .union([shape.string(), shape.array(shape.string())])
  .nullish()
  .catch(undefined)
const bytesShape = shape.instanceof(Uint8Array)
const fileShape = shape
  .object({ filename: shape.string().catch(''), content: bytesShape })
  .nullish()
  .catch(undefined)
const textObject = shape.object({ str: shape.string() }).nullish().catch(undefined)
const annotationShape = shape.object({
  contentsObj: textObject,
  titleObj: textObject,
  richText: shape.object({ str: shape.string().nullish() }).nullish().catch(undefined),
  fieldName: words,
  fieldValue: words,
  defaultFieldValue: words,
  alternativeText: words,
  url: words,
  unsafeUrl: words,
  textContent: words,
  options: shape
    .array(shape.object({ displayValue: words, exportValue: words }))
    .nullish()
    .catch(undefined),
  file: fileShape,
})

/** What annotations and form fields of a page say, a field's name before its value, and files pinned to the page. */
export async function pageNotes(page: PDFPageProxy): Promise<Notes> {
  const texts: string[] = []
  const files: { name: string; bytes: Bytes }[] = []
  for (const annotation of await page.getAnnotations()) {
    const read = parse(annotationShape, annotation)
    if (!read.ok) continue
    const { fieldName, alternativeText, fieldValue, defaultFieldValue, options, file, ...rest } = read.value
    const label = oneLine(alternativeText) || oneLine(fieldName)
    for (const value of [oneLine(fieldValue), oneLine(defaultFieldValue)])
      if (value !== '') texts.push(label === '' ? value : `${label}: ${value}`)
    for (const option of options ?? []) texts.push(oneLine(option.displayValue))
    texts.push(...othersOf(rest))
    if (file) files.push({ name: file.filename, bytes: new Uint8Array(file.content) })
  }
  return { texts: texts.filter((text) => text.trim() !== ''), files }
}

function othersOf(rest: Omit<ShapeOf<typeof annotationShape>, 'fieldName'>): string[] {
  const { contentsObj, titleObj, richText, textContent, url, unsafeUrl } = rest
  // mailto:wang%40example.com
  return [
    contentsObj?.str,
    titleObj?.str,
    richText?.str,
    oneLine(textContent),
    address(oneLine(url) || oneLine(unsafeUrl)),
  ].map((text) => text ?? '')
}

const attachmentsShape = shape.record(
  shape.string(),
  shape.object({ filename: shape.string().catch(''), content: bytesShape.nullish() }),
)
const infoShape = shape.object({
  info: shape.record(shape.string(), shape.unknown()),
  metadata: shape.custom<{ readonly getRaw: () => string | undefined }>().nullish(),
})

/** Properties, bookmarks, values of fields no page shows, and files attached to the document. */
export async function documentNotes(document: PDFDocumentProxy): Promise<Notes> {
  const texts: string[] = []
  const metadata = await document.getMetadata()
  const info = parse(infoShape, metadata)
  if (info.ok) texts.push(...valuesOf(info.value.info))
  if (info.ok) texts.push(...(info.value.metadata?.getRaw() ?? '').split(/<[^>]*>/))
  texts.push(...titlesOf(await document.getOutline()))
  texts.push(...fieldsOf(await document.getFieldObjects()))
  const attached = parse(attachmentsShape, (await document.getAttachments()) ?? {})
  const files: { name: string; bytes: Bytes }[] = []
  for (const [name, { filename, content }] of attached.ok ? Object.entries(attached.value) : [])
    if (content) files.push({ name: filename || name, bytes: new Uint8Array(content) })
  return { texts: [...new Set(texts.map((text) => text.trim()))].filter((text) => text.length > 1), files }
}

function valuesOf(info: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(info).flatMap(([key, value]) => {
    if (machineMade.has(key)) return []
    if (typeof value === 'string') return [value]
    return typeof value === 'object' && value !== null && key === 'Custom'
      ? Object.entries(value).map(([name, one]) => `${name}: ${String(one)}`)
      : []
  })
}
const machineMade = new Set(['PDFFormatVersion', 'Language', 'EncryptFilterName', 'CreationDate', 'ModDate', 'Creator', 'Producer']) // prettier-ignore

/** Null without one, whatever its type says. */
function titlesOf(outline: Awaited<ReturnType<PDFDocumentProxy['getOutline']>> | null): string[] {
  const titles: string[] = []
  const waiting = [...(outline ?? [])]
  for (let next = waiting.pop(); next && titles.length < 10_000; next = waiting.pop()) {
    titles.push(next.title)
    waiting.push(...(next.items as typeof waiting))
  }
  return titles
}

const fieldShape = shape.array(shape.object({ name: words, value: words, defaultValue: words }))

function fieldsOf(fields: ReadonlyMap<string, unknown> | null): string[] {
  return [...(fields ? fields.values() : [])].flatMap((widgets) => {
    const read = parse(fieldShape, widgets)
    if (!read.ok) return []
    return read.value.flatMap(({ name, value, defaultValue }) =>
      [value, defaultValue]
        .map(oneLine)
        .filter((text) => text !== '' && text !== 'Off')
        .map((text) => `${oneLine(name)}: ${text}`),
    )
  })
}

const oneLine = (value: string | string[] | null | undefined): string =>
  Array.isArray(value) ? value.join(' ') : (value ?? '')

function address(url: string): string {
  if (!/^(?:mailto|tel):/i.test(url)) return url
  try {
    return decodeURIComponent(url)
  } catch {
    return url
  }
}
