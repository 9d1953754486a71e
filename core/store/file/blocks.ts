import { concat, utf8, type Bytes } from '../../model/bytes.ts'
import { isDeviceId, isWorkspaceId } from '../../model/ids.ts'
import { shape, type ShapeOf } from '../../model/shape.ts'

/**
 * A `.countersign` file: name and format version, then blocks, each behind its length (32 bit, big-endian) and its
 * kind (8 bit). The first is the header, the last the end, which says how many there were; between them parcels in an
 * order any gate admits, and chunks of attached files. Everything that is somebody's content is sealed as it is stored.
 */
export const fileMagic = utf8('countersign/file/1\n')

/** Longest block: a parcel or a chunk, and then some. */
export const maxBlockBytes = 2 * 1024 * 1024

export const blockKinds = { header: 1, parcel: 2, chunk: 3, end: 4 } as const
export type BlockKind = keyof typeof blockKinds

export const fileHeaderShape = shape.strictObject({
  version: shape.literal(1),
  workspace: shape.string().refine(isWorkspaceId),
  /** The device that wrote the file. */
  maker: shape.string().refine(isDeviceId),
  /** Milliseconds since 1970, by its clock. */
  time: shape.int().min(0),
  /** All its maker holds, or what one device is not known to hold. */
  what: shape.discriminatedUnion('type', [
    shape.strictObject({ type: shape.literal('everything') }),
    shape.strictObject({ type: shape.literal('lacking'), device: shape.string().refine(isDeviceId) }),
  ]),
  parcels: shape.int().min(0),
  chunks: shape.int().min(0),
})
export type FileHeader = ShapeOf<typeof fileHeaderShape>

export interface FileContents {
  readonly what: FileHeader['what']
  /** Attached files too, as far as they are on this device. */
  readonly chunks: boolean
}

export const fileEndShape = shape.strictObject({ parcels: shape.int().min(0), chunks: shape.int().min(0) })

/** Bytes of a digest in front of a chunk. */
export const digestBytes = 32

export function block(kind: BlockKind, ...payload: readonly Uint8Array[]): Bytes {
  const head = new DataView(new ArrayBuffer(5))
  head.setUint32(
    0,
    payload.reduce((length, part) => length + part.length, 0),
  )
  head.setUint8(4, blockKinds[kind])
  return concat(new Uint8Array(head.buffer), ...payload)
}
