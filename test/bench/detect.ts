import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { detect } from '../../core/detection/detect.ts'
import type { ReadableText } from '../../core/detection/types.ts'
import { extract } from '../../core/extraction/extract.ts'
import { parse, shape } from '../../core/model/shape.ts'
import { utf8, type Bytes } from '../../core/model/bytes.ts'
import { inventedCsv } from '../support/invented-customer-list.ts'
import { row, type Row } from './row.ts'

const corpus = join(import.meta.dirname, '../../../shared/corpora/statutes-dev.jsonl.gz')
const statute = shape.object({ text: shape.string() })

/** How fast and how rarely wrong detection is, beside a loop that only looks at every character. */
export async function rows(): Promise<readonly Row[]> {
  const statutes = readStatutes()
  const prose = statutes ?? [inventedProse()]
  const source = statutes ? `${statutes.length} statutes` : 'invented prose'
  const csv = await read(utf8(inventedCsv(1_000_000)))
  const overProse = overLoop(prose.map((text) => ({ text, tables: [] })))
  const overCsv = overLoop([csv])
  const measured = [
    row(
      'detect/zh-over-char-loop',
      overProse.ratio,
      '× the loop',
      '≥ 0.3',
      `a bare character loop over the same ${source} (${overProse.figures})`,
    ),
    row(
      'detect/csv-over-char-loop',
      overCsv.ratio,
      '× the loop',
      '≥ 0.2',
      `a bare character loop over the same ${csv.text.length} characters, five hits in every ${Math.round(csv.text.length / (csv.tables[0]?.rows.length ?? 1))} (${overCsv.figures})`,
    ),
  ]
  if (!statutes) {
    console.error(
      'detect/statutes-flagged-per-1000 needs ../shared/corpora/statutes-dev.jsonl.gz, which is not there',
    )
    return measured
  }
  const flagged = statutes.filter((text) => detect(text).matches.length > 0).length
  return [
    ...measured,
    row(
      'detect/statutes-flagged-per-1000',
      (flagged / statutes.length) * 1000,
      'per 1 000',
      '≤ 1',
      `${statutes.length} statutes, which hold nobody's data`,
    ),
  ]
}

interface OverLoop {
  readonly ratio: number
  /** Both in nanoseconds a character: when the ratio jumps, this says which of the two did. */
  readonly figures: string
}

/** Speed of detection as a part of the loop's: both over the same text in turns, the best of each. */
function overLoop(texts: readonly ReadableText[]): OverLoop {
  let looping = Number.POSITIVE_INFINITY
  let detecting = Number.POSITIVE_INFINITY
  let sum = 0
  for (let run = 0; run < 25; run++) {
    looping = Math.min(
      looping,
      millis(() => texts.forEach(({ text }) => (sum += characterLoop(text)))),
    )
    detecting = Math.min(
      detecting,
      millis(() => texts.forEach((text) => (sum += detect(text).people))),
    )
  }
  const nanos = (millisecs: number): string =>
    ((millisecs * 1e6) / texts.reduce((length, { text }) => length + text.length, 0)).toFixed(2)
  return {
    ratio: Number.isNaN(sum) ? Number.NaN : looping / detecting,
    figures: `${nanos(looping)} and ${nanos(detecting)} ns a character`,
  }
}

/** Looks at every character and does the least with it that a compiler may not leave out. */
function characterLoop(text: string): number {
  let sum = 0
  for (let at = 0; at < text.length; at++) sum = (sum + text.charCodeAt(at)) | 0
  return sum
}

function millis(task: () => void): number {
  const start = performance.now()
  task()
  return performance.now() - start
}

async function read(bytes: Bytes): Promise<ReadableText> {
  const extraction = await extract(bytes, { extension: 'csv' })
  if (extraction.status !== 'readable') throw new Error(extraction.reason)
  return extraction.readable
}

function readStatutes(): readonly string[] | undefined {
  if (!existsSync(corpus)) return undefined
  const lines = gunzipSync(readFileSync(corpus)).toString().trim().split('\n')
  return lines.map((line) => {
    const read = parse(statute, JSON.parse(line))
    if (!read.ok) throw new Error('a line of the corpus is no statute')
    return read.value.text
  })
}

/** Sentences of an office without anybody in them. */
function inventedProse(): string {
  const sentence =
    '本規則所稱主管機關，在中央為數位事務之主管部門；在地方為直轄市政府及縣（市）政府。各單位應於每年第 3 季檢討資訊資產清冊，並將結果陳報管理審查會議。\n'
  return sentence.repeat(6000)
}
