import type { Bytes } from '../../model/bytes.ts'
import type { Format, Reading } from '../extraction.ts'
import { createFlow } from '../flow.ts'
import { readOfficePart } from '../office-part.ts'
import { byNumber, openPackage } from '../package-parts.ts'
import { readSharedStrings, type SharedStrings } from '../sheet-strings.ts'
import { readSheet } from '../sheet.ts'
import { sweepXml } from '../sweep.ts'

/**
 * Office Open XML workbooks: every sheet, hidden ones too, as a table, then a sweep of every other XML part (comments,
 * headers, links, names, properties, text boxes), strings no cell shows any more, and files embedded in it.
 */
export const xlsx: Format = {
  id: 'xlsx',
  extensions: ['xlsx', 'xlsm', 'xltx', 'xltm'],
  read: readWorkbook,
}

const sheetPart = /^xl\/(?:worksheets|chartsheets|dialogsheets|macrosheets)\/[^/]+\.xml$/i
const stringsPart = /^xl\/sharedStrings\.xml$/i
const drawingPart = /^xl\/(?:drawings|charts|diagrams)\/[^/]+\.xml$/i
const sweptPart = /\.(?:xml|rels|vml)$/i
/** Looks, fonts and part types: nothing a person wrote. */
const unsweptPart = /^(?:\[Content_Types\]\.xml|xl\/(?:styles|calcChain|theme\/[^/]+)\.xml)$/i
const embedded = /^xl\/embeddings\//i

async function readWorkbook(bytes: Bytes, reading: Reading): Promise<void> {
  const { budget, out } = reading
  const { parts, bytesOf, textOf } = openPackage(bytes, reading)
  const extras: string[] = []

  const stringsEntry = parts.find(({ name }) => stringsPart.test(name))
  const strings: SharedStrings = stringsEntry
    ? readSharedStrings(textOf(stringsEntry), budget)
    : { texts: [], used: new Uint8Array(0) }
  for (const part of parts.filter(({ name }) => sheetPart.test(name)).toSorted(byNumber)) {
    out.table(readSheet(textOf(part), strings, out, extras, budget))
  }
  strings.texts.forEach((text, index) => strings.used[index] === 0 && text !== '' && extras.push(text))
  const flow = createFlow(out, budget)
  for (const part of parts) {
    const { name } = part
    if (embedded.test(name)) await reading.readInner(name, bytesOf(part))
    else if (drawingPart.test(name)) readOfficePart(textOf(part), flow, budget)
    else if (
      sweptPart.test(name) &&
      !sheetPart.test(name) &&
      part !== stringsEntry &&
      !unsweptPart.test(name)
    ) {
      sweepXml(textOf(part), extras, budget)
    }
  }
  flow.end()
  for (const extra of extras) out.line(extra)
}
