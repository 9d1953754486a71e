import type { CommandFailure } from '../../core/store/commands.ts'
import type { Result } from '../../core/model/result.ts'
import { download } from './download.ts'
import type { StoreClient } from './store.ts'

const key = 'countersign.lastExport'

/** Exports all envelopes to a file and notes when, on this device only. */
export async function exportJournal(client: StoreClient): Promise<Result<string, CommandFailure>> {
  const result = await client.send({ type: 'exportJournal' })
  if (!result.ok) return result
  download(result.value.fileName, result.value.bytes)
  localStorage.setItem(key, String(Date.now()))
  return { ok: true, value: result.value.fileName }
}

/** When this device last exported, in milliseconds. */
export function lastExport(): number | undefined {
  const at = Number(localStorage.getItem(key) ?? Number.NaN)
  return Number.isFinite(at) ? at : undefined
}
