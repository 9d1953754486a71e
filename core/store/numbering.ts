import { Dexie } from 'dexie'
import type { RecordType } from '../model/record-type.ts'
import { taipeiDate } from '../model/roc-date.ts'
import type { Replica } from './replica.ts'

/** The next number after `pattern`, such as `CAR-{year}-{serial}`: ROC year, serial of three digits within it. */
export async function nextNumber(
  replica: Pick<Replica, 'database' | 'now'>,
  type: RecordType,
  pattern: string,
  /** Numbers the same command already gave. */
  minted: readonly string[],
): Promise<string> {
  const year = String(Number(taipeiDate(replica.now()).slice(0, 4)) - 1911)
  const [before = '', after = ''] = pattern.replace('{year}', year).split('{serial}')
  let highest = 0
  const count = (number: string | undefined): void => {
    if (!number?.startsWith(before) || !number.endsWith(after)) return
    highest = Math.max(highest, Number(number.slice(before.length, number.length - after.length)) || 0)
  }
  minted.forEach(count)
  await replica.database.records
    .where('[type+state]')
    .between([type.key, Dexie.minKey], [type.key, Dexie.maxKey])
    .each(({ number }) => count(number))
  return `${before}${String(highest + 1).padStart(3, '0')}${after}`
}
