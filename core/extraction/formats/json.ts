import type { Bytes } from '../../model/bytes.ts'
import { decodeText } from '../decode.ts'
import type { Format, Reading } from '../extraction.ts'
import { readJsonValues, unescape, type JsonArray, type JsonObject, type JsonValue } from '../json-values.ts'

/** JSON and JSON lines: a list of objects is a table with its keys as headers, anything else `key: value` lines. */
export const json: Format = {
  id: 'json',
  extensions: ['json', 'jsonl', 'ndjson', 'geojson', 'ipynb', 'har'],
  read: (bytes: Bytes, reading: Reading) => writeJson(decodeText(bytes, reading.budget), reading),
}

/** What does not parse is read as the text it is, with its escapes read. */
export function writeJson(text: string, { out, budget }: Pick<Reading, 'out' | 'budget'>): void {
  const values = readJsonValues(text.replace(/^\ufeff/, ''), budget)
  if (!values) return out.line(unescape(text))
  const top: JsonValue = values.length === 1 ? values[0]! : { type: 'array', items: [...values] }
  // The stack is ours: a hostile nesting must not be the machine's.
  const waiting: [name: string, value: JsonValue][] = [['', top]]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    budget.checkTime()
    const [name, value] = next
    if (typeof value === 'string') out.line(name === '' ? value : `${name}: ${value}`)
    else if (value.type === 'object') waiting.push(...value.fields.toReversed())
    else waiting.push(...writeArray(name, value).toReversed())
  }

  /** Writes what is a row or a line of its own; returns what is to be written after it. */
  function writeArray(name: string, { items }: JsonArray): [string, JsonValue][] {
    if (items.length > 0 && items.every((item) => typeof item === 'string')) {
      for (const item of items) out.line(name === '' ? item : `${name}: ${item}`)
      return []
    }
    if (items.length > 0 && items.every((item) => typeof item !== 'string' && item.type === 'object'))
      return writeObjects(items)
    const isGrid = items.every(
      (item) =>
        typeof item !== 'string' &&
        item.type === 'array' &&
        item.items.every((one) => typeof one === 'string'),
    )
    if (!isGrid) return items.map((item) => ['', item])
    const rows = items.map((item) => (item as JsonArray).items as string[])
    for (const row of rows) budget.spendCells(row.length)
    out.rows(rows)
    return []
  }

  function writeObjects(items: readonly JsonObject[]): [string, JsonValue][] {
    const columns = new Map<string, number>()
    const rows: string[][] = []
    const after: [string, JsonValue][] = []
    for (const item of items) {
      const row: string[] = []
      for (const [path, value] of scalarsOf(item, after)) {
        let column = columns.get(path)
        if (column === undefined) columns.set(path, (column = columns.size))
        while (row.length < column) row.push('')
        // A field named twice: both are shown.
        row[column] = row[column] ? `${row[column]} ${value}` : value
      }
      budget.spendCells(row.length)
      rows.push(row)
    }
    out.rows([[...columns.keys()], ...rows])
    return after
  }
}

/** Fields with texts, those of inner objects by their path (`contact.phone`); inner lists of more go to `after`. */
function scalarsOf(item: JsonObject, after: [string, JsonValue][]): [path: string, value: string][] {
  const scalars: [string, string][] = []
  const waiting: [string, JsonValue][] = item.fields.toReversed()
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [path, value] = next
    if (typeof value === 'string') scalars.push([path, value])
    else if (value.type === 'object')
      waiting.push(
        ...value.fields.map(([name, one]): [string, JsonValue] => [`${path}.${name}`, one]).toReversed(),
      )
    else if (value.items.every((one) => typeof one === 'string')) scalars.push([path, value.items.join(' ')])
    else after.push([path, value])
  }
  return scalars
}
