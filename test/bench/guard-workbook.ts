import { inventedWorkbook } from '../support/invented-workbook.ts'
import { verdictOf } from './guard-verdict.ts'
import { medianMillis, row, type Row } from './row.ts'

/**
 * From the bytes of a large workbook to what the person is asked. Progress is shown after one second; three is what a
 * person waits for a file this large without thinking that something is wrong, and a third of the ten after which
 * reading is given up.
 */
export async function rows(): Promise<readonly Row[]> {
  const bytes = inventedWorkbook(10_000_000)
  const millis = await medianMillis(3, () => verdictOf(bytes, 'xlsx'))
  return [
    row(
      'guard/verdict-10mb-xlsx-ms',
      millis,
      'ms',
      '≤ 3000',
      `${bytes.length} bytes of xlsx read, detected and judged`,
    ),
  ]
}
