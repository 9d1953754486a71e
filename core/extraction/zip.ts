import { Inflate } from 'fflate'
import { big5OrGb18030 } from './chinese-encoding.ts'
import { crc32 } from './crc32.ts'
import { CannotInspect, type Budget } from './extraction.ts'

/** One part of an archive, as its central directory tells. Sizes are claims until unpacked. */
export interface ZipEntry {
  readonly name: string
  readonly method: number
  readonly packedBytes: number
  readonly unpackedBytes: number
  readonly crc: number
  readonly start: number
  readonly isEncrypted: boolean
}

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const localSignature = 0x04034b50
const zip64 = 0xffffffff
/** An end record is 22 bytes and a comment of at most 65 535. */
const endReach = 22 + 0xffff
const stored = 0
const deflated = 8
/** Packed bytes handed to the inflater at a time: the most one step can unpack is 1032 times that. */
const step = 16 * 1024

/**
 * Reads the directory of an archive and refuses it where the directory alone shows why: damaged, too many parts, or
 * more than it may unpack to. Two parts may have one name; both are there. `missing`: bytes of the archive before those
 * given, where only its end is at hand; the directory stands there.
 */
export function inspectZip(bytes: Uint8Array, budget: Budget, missing = 0): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  const directoryBytes = view.getUint32(end + 12, true)
  const directoryAt = view.getUint32(end + 16, true) - missing
  if (count === 0xffff || directoryAt + missing === zip64) throw new CannotInspect('tooLarge')
  if (count > budget.limits.entries) throw new CannotInspect('bomb')
  // The directory begins before what is at hand.
  if (directoryAt < 0) throw new CannotInspect('tooLarge')
  if (directoryAt + directoryBytes > end) throw new CannotInspect('corrupt')

  const entries: ZipEntry[] = []
  let claimed = 0
  let at = directoryAt
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || view.getUint32(at, true) !== entrySignature) throw new CannotInspect('corrupt')
    const flags = view.getUint16(at + 8, true)
    const nameBytes = view.getUint16(at + 28, true)
    const next = at + 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    if (next > end) throw new CannotInspect('corrupt')
    // Bit 13: the directory itself is encrypted (APPNOTE 4.4.4).
    if (flags & 0x2000) throw new CannotInspect('encrypted')
    const packedBytes = view.getUint32(at + 20, true)
    const unpackedBytes = view.getUint32(at + 24, true)
    const start = view.getUint32(at + 42, true)
    if (packedBytes === zip64 || unpackedBytes === zip64 || start === zip64)
      throw new CannotInspect('tooLarge')
    claimed += unpackedBytes
    if (claimed > budget.limits.unpackedBytes || isBomb(packedBytes, unpackedBytes, budget))
      throw new CannotInspect('bomb')
    entries.push({
      name: nameOf(bytes.subarray(at + 46, at + 46 + nameBytes)),
      method: view.getUint16(at + 10, true),
      packedBytes,
      unpackedBytes,
      crc: view.getUint32(at + 16, true),
      start,
      isEncrypted: (flags & 1) !== 0,
    })
    at = next
  }
  // Unpacking and then reading.
  budget.expect(claimed * 2)
  return entries
}

/** Archives of older Windows programs write names in the system's encoding and say nothing of it. */
function nameOf(bytes: Uint8Array): string {
  let name: string
  try {
    name = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    name = new TextDecoder(big5OrGb18030(bytes) ?? 'big5').decode(bytes)
  }
  return name.replaceAll('\\', '/').replace(/^\//, '')
}

/** Unpacks one part, counting every byte that comes out: the claims of the directory are not believed. */
export function unpack(bytes: Uint8Array, entry: ZipEntry, budget: Budget): Uint8Array<ArrayBuffer> {
  if (entry.isEncrypted) throw new CannotInspect('encrypted')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (entry.start + 30 > bytes.length || view.getUint32(entry.start, true) !== localSignature)
    throw new CannotInspect('corrupt')
  const from =
    entry.start + 30 + view.getUint16(entry.start + 26, true) + view.getUint16(entry.start + 28, true)
  const to = from + entry.packedBytes
  if (to > bytes.length) throw new CannotInspect('corrupt')
  const packed = bytes.subarray(from, to)
  if (entry.method === stored) {
    budget.spendBytes(packed.length)
    budget.done(packed.length)
    return checked(packed.slice(), entry)
  }
  if (entry.method !== deflated) throw new CannotInspect('unknownFormat')
  return checked(inflate(packed, budget), entry)
}

function inflate(packed: Uint8Array, budget: Budget): Uint8Array<ArrayBuffer> {
  const pieces: Uint8Array[] = []
  let length = 0
  const inflater = new Inflate((piece) => {
    length += piece.length
    budget.spendBytes(piece.length)
    budget.done(piece.length)
    pieces.push(piece)
  })
  for (let at = 0; at < packed.length; at += step) {
    budget.checkTime()
    const end = Math.min(packed.length, at + step)
    try {
      inflater.push(packed.subarray(at, end), end === packed.length)
    } catch (error) {
      if (error instanceof CannotInspect) throw error
      throw new CannotInspect('corrupt')
    }
    if (isBomb(end, length, budget)) throw new CannotInspect('bomb')
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

function checked(unpacked: Uint8Array<ArrayBuffer>, entry: ZipEntry): Uint8Array<ArrayBuffer> {
  if (unpacked.length !== entry.unpackedBytes || crc32(unpacked) !== entry.crc)
    throw new CannotInspect('corrupt')
  return unpacked
}

const isBomb = (packed: number, unpacked: number, { limits }: Budget): boolean =>
  unpacked > limits.ratioFromBytes && unpacked > packed * limits.ratio

/** Offset of the end record, searched from the end; without one the archive was cut off. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= 0 && at >= view.byteLength - endReach; at--) {
    if (
      view.getUint32(at, true) === endSignature &&
      at + 22 + view.getUint16(at + 20, true) <= view.byteLength
    )
      return at
  }
  throw new CannotInspect('corrupt')
}
