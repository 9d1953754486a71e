import type { Budget } from './extraction.ts'
import type { Flow } from './flow.ts'
import { keepAttributes } from './readable-attributes.ts'
import { attribute, decodeEntities, walkXml } from './xml.ts'

/**
 * Reads an XML part of OpenDocument (ISO/IEC 26300) into the flow: paragraphs, tables and sheets, and beside them
 * annotations, notes, text boxes, alternative texts and attributes a person may read.
 */
export function readOdfPart(xml: string, flow: Flow, budget: Budget): void {
  let paragraphs = 0
  const cells: OpenCell[] = []
  const closeCell = (): void => {
    const cell = cells.pop()
    if (!cell) return
    const lost = cell.value !== undefined && digitsOf(cell.value) !== digitsOf(cell.shown)
    if (lost) flow.text(`${cell.shown === '' ? '' : ' '}${cell.value}`)
    // Sheets end in a thousand empty columns: they are written only when something follows.
    const isEmpty = cell.shown === '' && !lost
    flow.closeCell(isEmpty ? Math.min(cell.repeated, mostEmpty) : 1)
  }

  walkXml(
    xml,
    {
      open: (name, attributes) => {
        if (name === 'table') flow.openTable()
        else if (name === 'table-row') flow.openRow()
        else if (name === 'table-cell' || name === 'covered-table-cell') {
          flow.openCell()
          cells.push({
            shown: '',
            value: wholeNumber(attribute(attributes, 'value')),
            repeated: Number(attribute(attributes, 'number-columns-repeated') ?? 1),
          })
        } else if (isParagraph(name)) {
          if (paragraphs > 0) flow.breakLine()
          paragraphs++
        } else if (name === 's') flow.text(' '.repeat(Math.min(100, Number(attribute(attributes, 'c') ?? 1))))
        else if (name === 'tab') flow.text('\t')
        else if (name === 'line-break') flow.breakLine()
        else if (beside.has(name)) flow.openAside()
        if (attributes.length > 8) keepAttributes(attributes, flow)
      },
      text: (text) => {
        if (paragraphs === 0 && text.trim() === '') return
        const read = decodeEntities(text)
        flow.text(read)
        const cell = cells.at(-1)
        if (cell) cell.shown += read
      },
      close: (name) => {
        if (name === 'table-cell' || name === 'covered-table-cell') closeCell()
        else if (name === 'table') flow.closeTable()
        else if (beside.has(name)) flow.closeAside()
        else if (isParagraph(name)) {
          paragraphs = Math.max(0, paragraphs - 1)
          flow.breakLine()
        } else if (paragraphs === 0) flow.breakLine()
      },
      other: (raw) => {
        if (raw.startsWith('<!--')) flow.aside(raw.slice(4, -3))
      },
    },
    budget,
  )
  flow.breakLine()
}

interface OpenCell {
  shown: string
  readonly value: string | undefined
  readonly repeated: number
}

/** Columns that a run of empty cells may stand for. */
const mostEmpty = 64
const beside = new Set(['annotation', 'note', 'text-box', 'title', 'desc', 'tracked-changes', 'deletion'])

const isParagraph = (name: string): boolean => name === 'p' || name === 'h'
const digitsOf = (text: string): string => text.replaceAll(/\D/g, '')

/** A number as it was entered, where its look (9.12E+08) would hide the digits. */
function wholeNumber(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  const number = Number(value)
  return Number.isSafeInteger(number) && Math.abs(number) >= 1e6 ? String(number) : undefined
}
