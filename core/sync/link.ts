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
  readonly close: () => void
}

export const maxFrameBytes = 1024 * 1024
