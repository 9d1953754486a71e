import { fromUtf8 } from '../model/bytes.ts'
import { isDeviceId, isShardId, type DeviceId, type ShardId } from '../model/ids.ts'

/**
 * The place an encoded envelope claims in the journal, without reading the rest: enough to pass it on or leave it, and
 * nothing to believe. Undefined where there is none.
 */
export function peekHeader(
  bytes: Uint8Array,
): { readonly shard: ShardId; readonly device: DeviceId; readonly sequence: number } | undefined {
  if (bytes.length < 4) return undefined
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0)
  if (length > bytes.length - 4) return undefined
  let header: unknown
  try {
    header = JSON.parse(fromUtf8(bytes.subarray(4, 4 + length)))
  } catch {
    return undefined
  }
  const { shard, device, sequence } = (header ?? {}) as Readonly<Record<string, unknown>>
  return isShardId(shard) && isDeviceId(device) && Number.isSafeInteger(sequence) && Number(sequence) > 0
    ? { shard, device, sequence: Number(sequence) }
    : undefined
}
