import type { Link } from '../../core/sync/link.ts'
import { memoryLinks } from './link.ts'

/** Links in memory that can be told to break after some more frames, whichever end sends them. */
export function openLinks(): {
  readonly links: readonly [Link, Link]
  readonly breakAfter: (frames: number) => void
} {
  const [left, right] = memoryLinks()
  let remaining = Infinity
  const breakable = (link: Link): Link => ({
    ...link,
    send(frame) {
      if (remaining-- > 0) return link.send(frame)
      // A network tells neither side; closing both ends is what each finds out sooner or later.
      left.close()
      right.close()
    },
  })
  return { links: [breakable(left), breakable(right)], breakAfter: (frames) => (remaining = frames) }
}
