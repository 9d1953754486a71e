import { encodeEnvelope } from '../journal/envelope-codec.ts'
import { concat, utf8, type Bytes } from '../model/bytes.ts'
import { taipeiDateTime } from '../model/roc-date.ts'
import type { Database } from './database.ts'
import { rowToEnvelope } from './journal-rows.ts'

/** First bytes of a `.countersign` file: name and format version. Then envelopes, each behind its length (32 bit). */
export const fileMagic = utf8('countersign/file/1\n')

/** Everything this device holds, sealed as it is: the keys are not in the file. */
export async function exportJournal(
  database: Database,
  now: number,
): Promise<{ readonly fileName: string; readonly bytes: Bytes }> {
  const parts: Uint8Array[] = [fileMagic]
  await database.envelopes.orderBy('[shard+received]').each((row) => {
    const envelope = encodeEnvelope(rowToEnvelope(row))
    const length = new Uint8Array(4)
    new DataView(length.buffer).setUint32(0, envelope.length)
    parts.push(length, envelope)
  })
  const stamp = taipeiDateTime(now).slice(0, 16).replace(/[-:T]/g, '')
  return { fileName: `countersign-${stamp}.countersign`, bytes: concat(...parts) }
}
