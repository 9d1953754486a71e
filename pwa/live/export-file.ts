import type { CommandFailure } from '../../core/store/commands.ts'
import type { FileContents } from '../../core/store/file/blocks.ts'
import { ok, type Result } from '../../core/model/result.ts'
import { downloadParts } from './download.ts'
import type { StoreClient } from './store.ts'

const key = 'countersign.lastExport'

const everything: FileContents = { what: { type: 'everything' }, chunks: false }

/** Offers a `.countersign` file and notes when everything was exported last, on this device only. */
export async function exportFile(
  client: StoreClient,
  contents: FileContents = everything,
): Promise<Result<string, CommandFailure>> {
  const result = await client.send({ type: 'exportFile', ...contents })
  if (!result.ok) return result
  const { fileName, file } = result.value
  downloadParts(fileName, [file])
  if (contents.what.type === 'everything') localStorage.setItem(key, String(Date.now()))
  return ok(fileName)
}

/** When this device last exported everything, in milliseconds. */
export function lastExport(): number | undefined {
  const at = Number(localStorage.getItem(key) ?? Number.NaN)
  return Number.isFinite(at) ? at : undefined
}
