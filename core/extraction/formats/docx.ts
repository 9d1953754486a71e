import type { Bytes } from '../../model/bytes.ts'
import type { Format, Reading } from '../extraction.ts'
import { createFlow } from '../flow.ts'
import { readOfficePart } from '../office-part.ts'
import { byNumber, isLook, openPackage } from '../package-parts.ts'

/** Word documents: the text first, then headers, notes, comments, properties and every other part. */
export const docx: Format = {
  id: 'docx',
  extensions: ['docx', 'docm', 'dotx', 'dotm'],
  read: (bytes, reading) => readOfficePackage(bytes, reading, /^word\/document\d*\.xml$/i),
}

/** Looks and part types: nothing a person wrote. */
const unread =
  /^\[Content_Types\]\.xml$|\/(?:styles|stylesWithEffects|fontTable|webSettings|theme\d*|tableStyles|viewProps|presProps|slideLayout\d+)\.xml$|\/(?:slideLayouts|theme)\/_rels\//i
/** Embedded files, and texts taken over as they are (`altChunk`); printer settings and macros are neither. */
const isFile = /\/embeddings\/[^/]+$|\.(?:html?|xhtml|mht|txt|rtf|eml|docx|xlsx|pptx|pdf)$/i
const xmlPart = /\.(?:xml|rels|vml)$/i

/** Reads `first` parts in the order of their numbers, then a sweep of all the others; files inside are read as files. */
export async function readOfficePackage(bytes: Bytes, reading: Reading, first: RegExp): Promise<void> {
  const { out, budget } = reading
  const { parts, bytesOf, textOf } = openPackage(bytes, reading)
  const flow = createFlow(out, budget)
  for (const part of parts.filter(({ name }) => first.test(name)).toSorted(byNumber))
    readOfficePart(textOf(part), flow, budget)
  for (const part of parts) {
    const { name } = part
    if (first.test(name) || unread.test(name) || isLook(part) || name.endsWith('/')) continue
    if (xmlPart.test(name)) readOfficePart(textOf(part), flow, budget)
  }
  flow.end()
  for (const part of parts) {
    if (!isFile.test(part.name) || isLook(part)) continue
    await reading.readInner(part.name, bytesOf(part))
  }
}
