import { concat, type Bytes } from '../model/bytes.ts'
import { fileNameAt, writeFile } from './file/write-file.ts'
import type { Replica } from './replica.ts'

/** Everything this device holds as one file, envelopes and record keys sealed as they are, without attached files. */
export async function exportJournal(
  replica: Replica,
): Promise<{ readonly fileName: string; readonly bytes: Bytes }> {
  const parts: Bytes[] = []
  for await (const part of writeFile(replica, { what: { type: 'everything' }, chunks: false }))
    parts.push(part)
  return { fileName: fileNameAt(replica.now()), bytes: concat(...parts) }
}
