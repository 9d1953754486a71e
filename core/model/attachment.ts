import { shape, type ShapeOf } from './shape.ts'

/** Bytes of a file that one chunk holds before it is encrypted; the last one holds the rest. */
export const chunkSize = 256 * 1024

/** Largest file a record may carry, in bytes: a whole file is held in memory while it becomes durable at once. */
export const largestAttachment = 100 * 1024 * 1024

/** Above this many bytes a link to where the file is kept serves better (佐證 sizeBytes: 超過 20 MiB 提示改存連結). */
export const advisedAttachment = 20 * 1024 * 1024

/** Longest stored name, in UTF-16 units. */
export const maxNameLength = 200

const digest = shape.string().regex(/^[0-9a-f]{64}$/)

/**
 * What a record says of a file attached to it. The bytes lie outside the journal in encrypted chunks, each named by
 * the SHA-256 of its ciphertext, so that whoever carries one can check it without being able to read it. `key` is
 * made for this attachment alone and has to be kept like the file itself: fields of this kind are `personal`.
 */
export const attachmentShape = shape.strictObject({
  name: shape.string().min(1).max(maxNameLength),
  mediaType: shape.string().regex(/^[a-z0-9][a-z0-9.+-]{0,60}\/[a-z0-9][a-z0-9.+-]{0,80}$/),
  size: shape.int().min(0).max(largestAttachment),
  /** Of the file as the person gave it, lower-case hex. */
  sha256: digest,
  chunks: shape.array(digest).max(Math.ceil(largestAttachment / chunkSize)),
  /** AES-256, lower-case hex. */
  key: digest,
})

export type Attachment = ShapeOf<typeof attachmentShape>
