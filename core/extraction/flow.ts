import { CannotInspect, type Budget } from './extraction.ts'
import type { TextBuilder } from './text-builder.ts'

/**
 * A document as it is read: paragraphs, tables, and what stands beside them (notes, comments, text boxes). Tags that
 * do not match do no harm: what is open at the end is closed then.
 */
export interface Flow {
  readonly text: (text: string) => void
  readonly breakLine: () => void
  readonly openTable: () => void
  readonly closeTable: () => void
  readonly openRow: () => void
  readonly openCell: () => void
  /** Columns the cell covers, itself included. */
  readonly closeCell: (span?: number) => void
  /** What follows belongs beside the text, not into the sentence it interrupts. */
  readonly openAside: () => void
  readonly closeAside: () => void
  /** A text beside the flow. The same one is kept once. */
  readonly aside: (text: string) => void
  readonly end: () => void
}

type Frame =
  | { readonly type: 'text' | 'aside' | 'cell'; line: string; readonly lines: string[] }
  | { readonly type: 'table'; readonly rows: string[][] }

export function createFlow(out: TextBuilder, budget: Budget): Flow {
  const stack: Frame[] = [{ type: 'text', line: '', lines: [] }]
  const waiting: string[][][] = []
  const asides = new Set<string>()

  const writer = (): Exclude<Frame, { type: 'table' }> => {
    for (let at = stack.length - 1; ; at--) {
      const frame = stack[at]!
      if (frame.type !== 'table') return frame
    }
  }
  const push = (frame: Frame): void => {
    if (stack.length >= budget.limits.nesting) throw new CannotInspect('bomb')
    stack.push(frame)
  }
  const breakLine = (): void => {
    const frame = writer()
    const line = frame.line.trim()
    frame.line = ''
    if (line === '') return
    if (frame.type === 'text') out.line(line)
    else frame.lines.push(line)
  }
  const innermost = (...types: readonly Frame['type'][]): Frame['type'] | undefined =>
    stack.findLast((frame) => types.includes(frame.type))?.type
  /** Ends the innermost frame of a type and everything left open in it. */
  const endFrame = (type: Frame['type'], span = 1): void => {
    if (!stack.some((frame) => frame.type === type)) return
    for (let ended = false; !ended;) {
      breakLine()
      const frame = stack.pop()!
      ended = frame.type === type
      if (frame.type === 'cell') addCell(frame.lines.join('\n'), ended ? span : 1)
      else if (frame.type === 'aside') aside(frame.lines.join('\n'))
      else if (frame.type === 'table') addTable(frame.rows)
    }
  }
  const addCell = (text: string, span: number): void => {
    const table = stack.findLast((frame) => frame.type === 'table')
    if (!table) return aside(text)
    const covered = Math.min(Math.max(1, span), mostSpan)
    budget.spendCells(covered)
    if (table.rows.length === 0) table.rows.push([])
    const row = table.rows.at(-1)!
    row.push(text)
    for (let more = 1; more < covered; more++) row.push('')
  }
  const addTable = (rows: string[][]): void => {
    waiting.push(rows.filter((row) => row.some((text) => text !== '')))
    if (stack.some(({ type }) => type === 'table' || type === 'aside')) return
    // A table inside a cell follows the one it is in: the cells of a table ascend.
    for (const one of waiting.splice(0).reverse()) write(one)
  }
  /** One column is a frame around a text, not a list with a person a row. */
  const write = (rows: string[][]): void => {
    if (rows.some((row) => row.length > 1)) out.rows(rows)
    else for (const row of rows) out.line(row.join(''))
  }
  const aside = (text: string): void => {
    if (text.trim() !== '') asides.add(text.trim())
  }

  return {
    text: (text) => {
      writer().line += text
    },
    breakLine,
    openTable: () => {
      breakLine()
      push({ type: 'table', rows: [] })
    },
    closeTable: () => {
      if (innermost('table', 'aside') === 'table') endFrame('table')
    },
    openRow: () => {
      if (innermost('table', 'cell', 'aside') === 'cell') endFrame('cell')
      const table = stack.at(-1)
      if (table?.type === 'table') table.rows.push([])
    },
    openCell: () => {
      if (innermost('table', 'cell', 'aside') === 'cell') endFrame('cell')
      if (stack.at(-1)?.type === 'table') push({ type: 'cell', line: '', lines: [] })
    },
    closeCell: (span) => {
      if (innermost('table', 'cell', 'aside') === 'cell') endFrame('cell', span)
    },
    openAside: () => {
      push({ type: 'aside', line: '', lines: [] })
    },
    closeAside: () => endFrame('aside'),
    aside,
    end: () => {
      while (stack.length > 1) endFrame(stack.at(-1)!.type)
      breakLine()
      for (const rows of waiting.splice(0)) write(rows)
      for (const text of asides) out.line(text)
      asides.clear()
    },
  }
}

/** HTML allows no more columns to be covered (WHATWG `colspan`). */
const mostSpan = 1000
