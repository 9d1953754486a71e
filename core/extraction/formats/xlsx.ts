import type { Bytes } from '../../model/bytes.ts'
import type { ReadableText, Table } from '../../model/readable.ts'
import { CannotInspect, type Budget, type Format } from '../extraction.ts'
import { readSharedStrings, type SharedStrings } from '../sheet-strings.ts'
import { readSheet } from '../sheet.ts'
import { sweepXml } from '../sweep.ts'
import { createTextBuilder } from '../text-builder.ts'
import { inspectZip, unpack, type ZipEntry } from '../zip.ts'

/**
 * Office Open XML workbooks: every sheet, hidden ones too, as a table, then a sweep of every other XML part (comments,
 * headers, links, names, properties), strings no cell shows any more, and workbooks embedded in it.
 */
export const xlsx: Format = {
  id: 'xlsx',
  extensions: ['xlsx', 'xlsm', 'xltx'],
  read: (bytes, budget) => readWorkbook(bytes, budget),
}

const sheetPart = /^xl\/(?:worksheets|chartsheets|dialogsheets|macrosheets)\/[^/]+\.xml$/i
const stringsPart = /^xl\/sharedStrings\.xml$/i
const sweptPart = /\.(?:xml|rels|vml)$/i
/** Looks, fonts and part types: nothing a person wrote. */
const unsweptPart = /^(?:\[Content_Types\]\.xml|xl\/(?:styles|calcChain|theme\/[^/]+)\.xml)$/i
const embeddedWorkbook = /^xl\/embeddings\/[^/]+\.xls[xm]$/i

function readWorkbook(bytes: Bytes, budget: Budget): ReadableText {
  const entries = [...inspectZip(bytes, budget).values()]
  const partText = (entry: ZipEntry): string => decodePart(unpack(bytes, entry, budget))
  const builder = createTextBuilder()
  const extras: string[] = []

  const stringsEntry = entries.find(({ name }) => stringsPart.test(name))
  const strings: SharedStrings = stringsEntry
    ? readSharedStrings(partText(stringsEntry), budget)
    : { texts: [], used: new Uint8Array(0) }
  const tables: Table[] = []
  for (const entry of entries.filter(({ name }) => sheetPart.test(name)).toSorted(byNumber)) {
    budget.checkTime()
    tables.push(readSheet(partText(entry), strings, builder, extras, budget))
  }
  strings.texts.forEach((text, index) => strings.used[index] === 0 && text !== '' && extras.push(text))
  for (const entry of entries) {
    budget.checkTime()
    const { name } = entry
    if (embeddedWorkbook.test(name))
      extras.push(readWorkbook(unpack(bytes, entry, budget), budget.deeper()).text)
    else if (
      sweptPart.test(name) &&
      !sheetPart.test(name) &&
      !stringsPart.test(name) &&
      !unsweptPart.test(name)
    ) {
      sweepXml(partText(entry), extras, budget)
    }
  }
  for (const extra of extras) builder.line(extra)
  return { text: builder.text(), tables }
}

/** sheet2 before sheet10. */
function byNumber(a: ZipEntry, b: ZipEntry): number {
  const numberOf = ({ name }: ZipEntry): number => Number(/(\d+)\.xml$/i.exec(name)?.[1] ?? 0)
  return numberOf(a) - numberOf(b) || (a.name < b.name ? -1 : 1)
}

/** XML parts are UTF-8, or UTF-16 with a mark; a part that is neither is damaged. */
function decodePart(bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw new CannotInspect('corrupt')
  }
}
