import { parse, type shape, type ShapeOf } from '../model/shape.ts'
import type { Link } from './link.ts'

/** A link spoken over in frames of one declaration, read one at a time in the order they came. */
export interface ConversationIn<Frame> {
  readonly say: (frame: Frame) => void
  /** The next frame; undefined once the link closed or the other side said something that is no frame. */
  readonly next: () => Promise<Frame | undefined>
  readonly close: () => void
  /** The other side said what the declaration does not know: where, never what. */
  readonly nonsense: () => string | undefined
}

export function converseIn<S extends shape.ZodType>(link: Link, declaration: S): ConversationIn<ShapeOf<S>> {
  type Frame = ShapeOf<S>
  const waiting: (Frame | undefined)[] = []
  let wanted: ((frame: Frame | undefined) => void) | undefined
  let open = true
  let nonsense: string | undefined

  const hand = (frame: Frame | undefined): void => {
    if (wanted) {
      const give = wanted
      wanted = undefined
      give(frame)
    } else waiting.push(frame)
  }
  link.listen({
    frame(data) {
      if (!open) return
      const frame = parse(declaration, data)
      if (frame.ok) return hand(frame.value)
      nonsense = String(frame.error.detail?.['at'] ?? '')
      open = false
      link.close()
      hand(undefined)
    },
    closed() {
      if (!open) return
      open = false
      hand(undefined)
    },
  })
  return {
    say: (frame) => {
      if (open) link.send(frame)
    },
    next: () => {
      if (waiting.length > 0) return Promise.resolve(waiting.shift())
      if (!open) return Promise.resolve(undefined)
      return new Promise((resolve) => (wanted = resolve))
    },
    close() {
      if (!open) return
      open = false
      link.close()
      // Whoever waits here must not wait for ever: closing on this side ends the conversation like the other side's.
      hand(undefined)
    },
    nonsense: () => nonsense,
  }
}
