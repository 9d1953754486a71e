import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { detect } from '../detection/detect.ts'
import { parse, shape } from '../model/shape.ts'
import { showMatches } from './scan-file.ts'

const line = shape.object({ id: shape.union([shape.string(), shape.number()]), text: shape.string() })

/**
 * Reads `{"id","text"}` lines and writes `{"id","people","matches"}` lines in the same order, as fast as they are
 * taken. A line that cannot be read is named on `errors` (its number and why, never its text) and passed over.
 * Returns how many were.
 */
export async function scanLines(
  input: Readable,
  output: Writable,
  errors: Writable,
  show: boolean,
): Promise<number> {
  let number = 0
  let bad = 0
  for await (const written of createInterface({ input, crlfDelay: Infinity })) {
    number++
    if (written.trim() === '') continue
    const read = readLine(written)
    if (!read.ok) {
      bad++
      errors.write(`line ${number}: ${read.why}\n`)
      continue
    }
    const { id, text } = read.value
    const { people, matches } = detect(text)
    const isFull = !output.write(
      `${JSON.stringify({ id, people, matches: showMatches(text, matches, show) })}\n`,
    )
    if (isFull) await once(output, 'drain')
  }
  return bad
}

function readLine(written: string) {
  let value: unknown
  try {
    value = JSON.parse(written)
  } catch {
    return { ok: false, why: 'not JSON; each line is {"id": …, "text": "…"}' } as const
  }
  const read = parse(line, value)
  if (read.ok) return read
  return {
    ok: false,
    why: `needs "id" (text or number) and "text" (text); wrong at "${read.error.detail?.['at'] ?? ''}"`,
  } as const
}
