import type { Cell, ReadableText } from '../../core/model/readable.ts'

/** A table as extraction gives it: cells a tab apart, a line a row. */
export function tableOf(rows: readonly (readonly string[])[]): ReadableText {
  let text = ''
  const cells = rows.map((row) =>
    row.map((value, column): Cell => {
      const start = text.length
      text += `${value}${column === row.length - 1 ? '\n' : '\t'}`
      return { start, end: start + value.length }
    }),
  )
  return { text, tables: [{ rows: cells }] }
}
