import type { Link } from './link.ts'

/**
 * A link whose frames are read one at a time: when more than `most` wait, whoever sends does not listen, and the link
 * closes before they fill the memory.
 */
export function boundedLink(
  link: Link,
  most: number,
): Link & { readonly flooded: () => boolean; readonly read: () => void } {
  let waiting = 0
  let flooded = false
  return {
    ...link,
    flooded: () => flooded,
    read() {
      waiting -= 1
    },
    listen: ({ frame, closed }) =>
      link.listen({
        frame(data) {
          if (flooded) return
          if (++waiting > most) {
            flooded = true
            link.close()
            closed()
          } else frame(data)
        },
        closed,
      }),
  }
}
