import type { Channel } from '../page/held.ts'
import { readTransfer } from '../page/transfer.ts'

/** Shows the MAIN world's chosen files; `detail` tells choices apart. Prevented: they are held. */
export const filesPickedEvent = 'countersign-picked'
/** Says what became of a choice: its number is released, its negative is dropped. */
export const pickSettledEvent = 'countersign-pick-settled'

/**
 * Files chosen in the dialog of `showOpenFilePicker` (Chromium only). The page's own promise waits meanwhile
 * (`picked-files.ts`). Whole directories (`showDirectoryPicker`) are not held.
 */
export function watchFilePickers(target: Window, channel: Channel): void {
  const picked = (event: Event) => {
    event.stopImmediatePropagation()
    if (!(event instanceof DragEvent) || !event.dataTransfer || !channel.armed()) return
    const { files } = readTransfer(event.dataTransfer)
    if (files.length === 0) return
    event.preventDefault()
    const { detail } = event
    const settle = (answer: number) => target.dispatchEvent(new UIEvent(pickSettledEvent, { detail: answer }))
    channel.held({
      direction: 'upload',
      files,
      release: () => settle(detail),
      drop: () => settle(-detail),
    })
  }
  target.addEventListener(filesPickedEvent, picked, { capture: true })
}
