// `npm run bench [-- FILTER…] [--json FILE]`: measures, prints a table, writes the rows as JSON. A file here whose
// name starts with a room exports `rows()` with ids `room/…`; a filter is the beginning of an id.
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Row } from './row.ts'

const { values, positionals: filters } = parseArgs({
  options: { json: { type: 'string' } },
  allowPositionals: true,
})
const notBenches = new Set(['run.ts', 'row.ts', 'register-in-browser.ts'])

const rows: Row[] = []
let broken = 0
for (const file of readdirSync(import.meta.dirname).sort()) {
  if (!file.endsWith('.ts') || notBenches.has(file) || !isWanted(file)) continue
  try {
    rows.push(
      ...(await rowsOf(file)).filter(
        ({ id }) => filters.length === 0 || filters.some((filter) => id.startsWith(filter)),
      ),
    )
  } catch (problem) {
    broken += 1
    console.error(`${file} could not be measured:`, problem)
  }
}

print(rows)
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`)
process.exit(broken === 0 && rows.length > 0 ? 0 : 1)

/** The room, what stands before the slash of an id, begins the file's name. */
function isWanted(file: string): boolean {
  return filters.length === 0 || filters.some((filter) => file.startsWith(filter.split('/')[0] ?? ''))
}

async function rowsOf(file: string): Promise<readonly Row[]> {
  const loaded = (await import(join(import.meta.dirname, file))) as {
    readonly rows?: () => Promise<readonly Row[]>
  }
  // A file may also hold what several benches share.
  if (!loaded.rows) return []
  console.error(`measuring ${file} …`)
  return await loaded.rows()
}

function print(measured: readonly Row[]): void {
  const lines = measured.map(({ id, value, unit, goal, against, holds }) => [
    holds ? '✓' : '✗',
    id,
    figure(value),
    unit,
    goal,
    against,
  ])
  const table = [['', 'id', 'value', 'unit', 'goal', 'against'], ...lines]
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0))) ?? []
  for (const line of table)
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
}

function figure(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(3)
}
