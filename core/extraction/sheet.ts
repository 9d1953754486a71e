import type { Cell, Table } from '../model/readable.ts'
import type { Budget } from './extraction.ts'
import type { SharedStrings } from './sheet-strings.ts'
import { holdsData, keepAttributes } from './sweep.ts'
import type { TextBuilder } from './text-builder.ts'
import { attribute, decodeEntities, walkXml } from './xml.ts'

/** ECMA-376: the last column is XFD. */
const mostColumns = 16_384

/**
 * Writes one sheet into the text, a line per row with tabs between cells, and returns where its cells stand. Texts of
 * the sheet that are in no cell (headers, formulas, validation lists, links) go to `extras`.
 */
export function readSheet(
  xml: string,
  strings: SharedStrings,
  builder: TextBuilder,
  extras: string[],
  budget: Budget,
): Table {
  const rows: Cell[][] = []
  let row: Cell[] = []
  let column = 0
  let type = ''
  let element = ''
  let value = ''
  let inCell = false
  let phonetic = false

  const endCell = (): void => {
    const text = cellText(type, value, strings)
    if (text !== '' && column < mostColumns) {
      budget.spendCells(column + 1 - row.length)
      while (row.length < column) {
        row.push({ start: builder.length(), end: builder.length() })
        builder.add('\t')
      }
      const start = builder.length()
      builder.add(text)
      row.push({ start, end: builder.length() })
      builder.add('\t')
    }
    column++
  }
  const endRow = (): void => {
    if (row.length > 0) {
      builder.add('\n')
      rows.push(row)
    }
    row = []
    column = 0
  }

  walkXml(
    xml,
    {
      open: (name, attributes, selfClosing) => {
        element = name
        if (name === 'c') {
          column = columnOf(attribute(attributes, 'r')) ?? column
          // Cells out of order would break the table; they follow where there is room.
          if (column < row.length) column = row.length
          type = attribute(attributes, 't') ?? 'n'
          value = ''
          inCell = !selfClosing
        } else if (name === 'rPh') phonetic = true
        else if (name !== 'row' && name !== 'v' && attributes.length > 8) keepAttributes(attributes, extras)
      },
      text: (text) => {
        if (inCell && (element === 'v' || (element === 't' && !phonetic))) value += decodeEntities(text)
        else if (element !== '' && holdsData(text)) extras.push(decodeEntities(text))
      },
      close: (name) => {
        if (name === 'c') {
          endCell()
          inCell = false
        } else if (name === 'row') endRow()
        else if (name === 'rPh') phonetic = false
        element = ''
      },
    },
    budget,
  )
  endRow()
  return { rows }
}

function cellText(type: string, value: string, strings: SharedStrings): string {
  if (value === '') return ''
  if (type === 's') {
    const index = Number(value)
    if (strings.used[index] === 0) strings.used[index] = 1
    return strings.texts[index] ?? ''
  }
  // 9.12345678E8 is how some programs write 912345678.
  if (type === 'n' && value.includes('E')) {
    const number = Number(value)
    return Number.isSafeInteger(number) ? String(number) : value
  }
  return value
}

/** `B7` → 1; `undefined` without a reference. */
function columnOf(reference: string | undefined): number | undefined {
  if (reference === undefined) return undefined
  let column = 0
  let at = 0
  for (; at < reference.length && at < 4; at++) {
    const letter = reference.charCodeAt(at) & 0xdf
    if (letter < 65 || letter > 90) break
    column = column * 26 + letter - 64
  }
  return at === 0 ? undefined : column - 1
}
