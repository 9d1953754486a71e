import { filesPickedEvent, pickSettledEvent } from './file-picker.ts'

interface FileHandle {
  readonly getFile: () => Promise<File>
}

/**
 * Runs in the page's own world. The handles of `showOpenFilePicker` are given to the page when what they point at was
 * judged; a choice that is dropped looks to the page like a dialog that was closed.
 */
export function holdPickedFiles(
  page: Window &
    typeof globalThis & { showOpenFilePicker?: (options?: unknown) => Promise<readonly FileHandle[]> },
): void {
  const open = page.showOpenFilePicker
  if (!open) return
  const waiting = new Map<number, (release: boolean) => void>()
  let count = 0
  // Kept from before the page can replace them.
  // eslint-disable-next-line @typescript-eslint/unbound-method -- applied to the page
  const dispatch = page.EventTarget.prototype.dispatchEvent
  const { DataTransfer: Transfer, DragEvent: Drag } = page
  const { apply } = Reflect

  page.addEventListener(
    pickSettledEvent,
    (event) => {
      event.stopImmediatePropagation()
      if (!(event instanceof page.UIEvent)) return
      const id = Math.abs(event.detail)
      waiting.get(id)?.(event.detail > 0)
      waiting.delete(id)
    },
    { capture: true },
  )
  const ask = async (handles: readonly FileHandle[]): Promise<boolean> => {
    const dataTransfer = new Transfer()
    for (const handle of handles) dataTransfer.items.add(await handle.getFile())
    const id = ++count
    const answer = new Promise<boolean>((settle) => waiting.set(id, settle))
    const event = new Drag(filesPickedEvent, { dataTransfer, detail: id, cancelable: true })
    if (!apply<EventTarget, [Event], boolean>(dispatch, page, [event])) return answer
    waiting.delete(id)
    return true
  }
  page.showOpenFilePicker = async function showOpenFilePicker(options?: unknown) {
    const handles = await apply(open, page, [options])
    if (await ask(handles)) return handles
    throw new page.DOMException('The user aborted a request.', 'AbortError')
  }
}
