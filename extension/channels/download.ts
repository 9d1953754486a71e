import type { Channel } from '../page/held.ts'
import { innermost } from '../page/innermost.ts'

/**
 * A magnet link that is pressed: no download begins and the browser hands it to another program, so the press itself
 * is held (IP-02). What a script opens by address, and the context menu, are not seen. Other downloads are the
 * browser's, and held there (`background/downloads.ts`).
 */
export function watchMagnets(target: Window, channel: Channel): void {
  const passing = new WeakSet<Element>()
  const pressed = (event: MouseEvent) => {
    const place = innermost(event.composedPath()[0] ?? event.target, (root) =>
      root.elementFromPoint(event.clientX, event.clientY),
    )
    const link = place?.closest('a, area')
    if (!link || !isMagnet(link) || passing.has(link) || !channel.armed()) return
    event.preventDefault()
    event.stopImmediatePropagation()
    channel.held({
      direction: 'download',
      files: [],
      release() {
        passing.add(link)
        if (link instanceof HTMLElement) link.click()
        passing.delete(link)
      },
      drop: () => undefined,
    })
  }
  target.addEventListener('click', pressed, { capture: true })
  target.addEventListener('auxclick', pressed, { capture: true })
}

const isMagnet = (link: Element): boolean =>
  /^\s*magnet:/i.test(link.getAttribute('href') ?? link.getAttribute('xlink:href') ?? '')
