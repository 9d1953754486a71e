import type { Channel } from '../page/held.ts'
import { isFileInput, putFiles } from '../page/hold.ts'
import { innermost } from '../page/innermost.ts'
import { readTransfer, textOf, transferOf } from '../page/transfer.ts'
import { walkEntries } from '../page/walk-entries.ts'

export interface DropChannel extends Channel {
  /** Says why nothing was given to the page. */
  readonly refuse: (why: 'folder' | 'tooManyFiles', limit: number) => void
}

/** Shows a drop to the MAIN world and says that it is released; `detail` tells drops apart. */
export const dropHeldEvent = 'countersign-drop'
export const dropReleasedEvent = 'countersign-redrop'

/** As many as one message to the background takes. */
const mostFiles = 10_000

/**
 * Files and folders dropped on a page. Released, the page gets a drop with the same files, and the MAIN world gives
 * their entries back (`dropped-entries.ts`); dropped, the page is told that the pointer left. Text alone is held by
 * another channel (`dropped-text.ts`).
 */
export function watchDrops(target: Window, channel: DropChannel): void {
  let count = 0

  const drop = (event: DragEvent) => {
    // A drop that a script invents carries what the page has already.
    if (!event.isTrusted || !event.dataTransfer || !channel.armed()) return
    const carried = readTransfer(event.dataTransfer)
    if (carried.files.length === 0) return
    const { clientX: x, clientY: y } = event
    const place = innermost(event.composedPath()[0] ?? event.target, (root) => root.elementFromPoint(x, y))
    const entries = [...event.dataTransfer.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
    const folders = entries.some(({ isDirectory }) => isDirectory)
    const id = ++count
    const { dataTransfer } = event
    const kept = !target.dispatchEvent(
      new DragEvent(dropHeldEvent, { dataTransfer, detail: id, cancelable: true }),
    )
    // Without preventing it the browser would open the file in place of the page.
    event.preventDefault()
    event.stopImmediatePropagation()
    const leave = () => place?.dispatchEvent(new DragEvent('dragleave', { bubbles: true, composed: true }))
    if (folders && (!kept || isFileInput(place))) {
      leave()
      return channel.refuse('folder', mostFiles)
    }
    const again: DragEventInit = {
      ...pointOf(event),
      bubbles: true,
      cancelable: true,
      composed: true,
      dataTransfer: transferOf(carried),
    }
    const release = () => {
      target.dispatchEvent(new DragEvent(dropReleasedEvent, { ...again, detail: id }))
      const taken = !place?.dispatchEvent(new DragEvent('drop', again))
      if (!taken && isFileInput(place) && !place.disabled)
        putFiles(place, place.multiple ? carried.files : carried.files.slice(0, 1))
    }
    const hold = (files: readonly File[]) =>
      channel.held({ direction: 'upload', files, text: textOf(carried), release, drop: leave })
    if (!folders) return hold(carried.files)
    void walkEntries(entries, mostFiles)
      .catch(() => undefined)
      .then((files) => {
        if (files) return hold(files)
        leave()
        channel.refuse('tooManyFiles', mostFiles)
      })
  }
  target.addEventListener('drop', drop, { capture: true })
}

const pointOf = (event: DragEvent): DragEventInit => ({
  clientX: event.clientX,
  clientY: event.clientY,
  screenX: event.screenX,
  screenY: event.screenY,
  ctrlKey: event.ctrlKey,
  shiftKey: event.shiftKey,
  altKey: event.altKey,
  metaKey: event.metaKey,
})
