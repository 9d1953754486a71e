/**
 * A duplex channel of frames to another device, whatever carries it. Frames are structured-clone data of at
 * most `maxFrameBytes`; they arrive whole and in order, or the link closes.
 */
export interface Link {
  readonly send: (frame: unknown) => void
  /** Called for each frame, in order. Set once, before the first await. */
  readonly listen: (listener: {
    readonly frame: (frame: unknown) => void
    readonly closed: () => void
  }) => void
  /** What was sent before still arrives; whoever closes is not told `closed`. */
  readonly close: () => void
  /**
   * Names the connection underneath, the same at both ends and at no other (64 hex digits): proofs that cover it
   * cannot be passed on by somebody in between. Absent where the carrier has no such name.
   */
  readonly binding?: string
  /** Resolves once what was sent is on its way, or the link is gone. Absent where sending never runs ahead. */
  readonly drained?: () => Promise<void>
}

export const maxFrameBytes = 1024 * 1024
