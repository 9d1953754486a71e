import { concat, sha256, toHex, utf8 } from '../model/bytes.ts'
import type { KeyEpoch } from '../model/ids.ts'

/** The name of a key: its epoch and what it is. */
export async function keyEpochOf(epoch: number, key: Uint8Array): Promise<KeyEpoch> {
  const id = await sha256(concat(utf8('countersign/key/1'), key))
  return `${epoch}-${toHex(id.subarray(0, 8))}` as KeyEpoch
}

export const epochNumber = (epoch: KeyEpoch): number => Number(epoch.slice(0, epoch.indexOf('-')))

/** Of two keys made for one epoch at the same time, every device goes on with the same one. */
export const isLaterEpoch = (a: KeyEpoch, b: KeyEpoch): boolean =>
  epochNumber(a) > epochNumber(b) || (epochNumber(a) === epochNumber(b) && a > b)
