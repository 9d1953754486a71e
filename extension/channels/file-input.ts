import type { Channel } from '../page/held.ts'
import { isFileInput, mustHold, takeFiles } from '../page/hold.ts'
import { watchShadowRoots } from '../page/shadow-roots.ts'

/** Told by the MAIN world about an input that is not in the document; `relatedTarget` carries it across worlds. */
export const detachedInputEvent = 'countersign-input'

/**
 * Files chosen in `<input type=file>`, wherever it stands: document, open or closed shadow root, iframe (the
 * script runs in every frame), or nowhere (detached). Call at document_start, before the page's own listeners.
 */
export function watchFileInputs(target: Window, channel: Channel): void {
  const choose = (event: Event) => {
    const input = event.composedPath()[0] ?? event.target
    if (!isFileInput(input)) return
    if (!channel.armed()) return
    if (holding.has(input)) {
      // `change` follows `input` for the same choice, and by then the input is empty.
      event.stopImmediatePropagation()
      return
    }
    if (!mustHold(input)) return
    event.stopImmediatePropagation()
    holding.add(input)
    // Both events of one choice are dispatched in one task; a later choice is another task.
    setTimeout(() => holding.delete(input), 0)
    channel.held(takeFiles(input))
  }
  const listen = (place: Window | ShadowRoot | HTMLInputElement) => {
    place.addEventListener('input', choose, { capture: true })
    place.addEventListener('change', choose, { capture: true })
  }
  const holding = new WeakSet<HTMLInputElement>()
  const detached = new WeakSet<HTMLInputElement>()

  listen(target)
  watchShadowRoots(target, listen)
  target.addEventListener(
    detachedInputEvent,
    (event) => {
      const input = event instanceof FocusEvent ? event.relatedTarget : null
      if (!isFileInput(input) || detached.has(input)) return
      detached.add(input)
      listen(input)
    },
    { capture: true },
  )
}
