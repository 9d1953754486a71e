import type { Link } from '../../core/sync/link.ts'

/**
 * A link that may be ended from beside its session, which then hears of it: closing tells the far side only, and a
 * session nobody told would stand, and be shown, for ever.
 */
export function endableLink(link: Link): { readonly link: Link; readonly end: () => void } {
  let listener: Parameters<Link['listen']>[0] | undefined
  let state: 'open' | 'closed' | 'ended' = 'open'
  return {
    link: {
      ...link,
      listen(given) {
        listener = given
        link.listen({
          frame: given.frame,
          closed() {
            if (state === 'open') state = 'closed'
            given.closed()
          },
        })
        if (state === 'ended') given.closed()
      },
      close() {
        if (state === 'open') state = 'closed'
        link.close()
      },
    },
    end() {
      if (state !== 'open') return
      state = 'ended'
      link.close()
      listener?.closed()
    },
  }
}
