import type { Bytes } from '../../model/bytes.ts'
import { CannotInspect, endsReading, type Format, type Reading } from '../extraction.ts'
import { inspectZip, unpack } from '../zip.ts'

/** Archives: every member is read as the file it is. One that cannot be is noted, and the others still count. */
export const zip: Format = { id: 'zip', extensions: ['zip', 'jar', 'epub', 'kmz'], read: readArchive }

async function readArchive(bytes: Bytes, reading: Reading): Promise<void> {
  const { budget } = reading
  for (const entry of inspectZip(bytes, budget)) {
    if (entry.name.endsWith('/')) continue
    budget.checkTime()
    try {
      await reading.readInner(entry.name, unpack(bytes, entry, budget))
    } catch (error) {
      if (!(error instanceof CannotInspect) || endsReading(error)) throw error
      reading.out.line(entry.name)
      reading.passOver(error.reason)
    }
  }
}
