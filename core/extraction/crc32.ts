/** Eight tables, so that a round takes eight bytes (slicing-by-8): a sheet of 100 MB must not wait for its check sum. */
const tables = createTables()

/** CRC-32 as archives carry it (ISO 3309), unsigned. */
export function crc32(bytes: Uint8Array): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = tables as unknown as [Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array] // prettier-ignore
  let crc = -1
  let at = 0
  for (const last = bytes.length - 7; at < last; at += 8) {
    const low = crc ^ (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24))
    crc =
      t7[low & 255]! ^ t6[(low >>> 8) & 255]! ^ t5[(low >>> 16) & 255]! ^ t4[low >>> 24]! ^
      t3[bytes[at + 4]!]! ^ t2[bytes[at + 5]!]! ^ t1[bytes[at + 6]!]! ^ t0[bytes[at + 7]!]! // prettier-ignore
  }
  for (; at < bytes.length; at++) crc = (crc >>> 8) ^ t0[(crc ^ bytes[at]!) & 255]!
  return ~crc >>> 0
}

function createTables(): Int32Array[] {
  const first = Int32Array.from({ length: 256 }, (_, index) => {
    let value = index
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
    return value
  })
  const all = [first]
  for (let table = 1; table < 8; table++) {
    const before = all[table - 1]!
    all.push(Int32Array.from(before, (value) => (value >>> 8) ^ first[value & 255]!))
  }
  return all
}
