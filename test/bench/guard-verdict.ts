import { detect } from '../../core/detection/detect.ts'
import { extract } from '../../core/extraction/extract.ts'
import { utf8, type Bytes } from '../../core/model/bytes.ts'
import { taipeiDate } from '../../core/model/roc-date.ts'
import { inspected } from '../../core/policy/inspection.ts'
import { judge } from '../../core/policy/judge.ts'
import { inventedCsv } from '../support/invented-customer-list.ts'
import { medianMillis, row, type Row } from './row.ts'

/** From the bytes of an ordinary file to what the person is asked: unseen, if it stays under 150 ms. */
export async function rows(): Promise<readonly Row[]> {
  const bytes = utf8(inventedCsv(1_000_000))
  const millis = await medianMillis(15, () => verdictOf(bytes, 'csv'))
  return [
    row(
      'guard/verdict-1mb-csv-ms',
      millis,
      'ms',
      '≤ 150',
      `${bytes.length} bytes of csv read, detected and judged`,
    ),
  ]
}

export async function verdictOf(bytes: Bytes, extension: string): Promise<string> {
  const extraction = await extract(bytes, { extension })
  if (extraction.status !== 'readable') throw new Error(extraction.reason)
  const findings = detect(extraction.readable)
  const settings = { entityType: 'private', ownDomains: [], rules: [], sites: [], exceptions: [] } as const
  const observation = {
    direction: 'upload',
    host: 'drive.example.com',
    secure: true,
    inspection: inspected(findings),
  } as const
  return judge(observation, settings, taipeiDate(Date.now())).action
}
