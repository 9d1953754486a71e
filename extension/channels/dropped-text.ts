import { cursorAt } from '../page/cursor-at.ts'
import { isTrivial, type Channel } from '../page/held.ts'
import { innermost } from '../page/innermost.ts'
import { insertPasted } from '../page/insert-text.ts'
import { watchOwnDrags } from '../page/own-drag.ts'
import { readTransfer, textOf, transferOf, type Carried } from '../page/transfer.ts'

/**
 * Text, links and marked parts of other pages, dragged into this one and let go; as a paste it is judged as one. A page
 * that takes drops hears `drop`; a field that nobody minds is filled by the browser, and tells by `beforeinput` (by
 * both in Firefox). Drags that begin in the same page pass.
 */
export function watchDroppedTexts(target: Window, channel: Channel): void {
  const isOwn = watchOwnDrags(target)
  let point = { x: 0, y: 0 }
  const follow = ({ clientX: x, clientY: y }: DragEvent) => {
    point = { x, y }
  }
  const placeOf = (event: Event) =>
    innermost(event.composedPath()[0] ?? event.target, (root) => root.elementFromPoint(point.x, point.y))

  /** `hears`: the page hears the drop once more, and may take it. */
  const hold = (event: Event, transfer: Carried, hears: boolean) => {
    const text = textOf(transfer)
    const place = placeOf(event)
    if (!place || transfer.files.length > 0 || isTrivial(text) || isOwn() || !channel.armed()) return
    if (place instanceof HTMLInputElement && place.type === 'password') return
    event.preventDefault()
    event.stopImmediatePropagation()
    const { x, y } = point
    const putCursor = cursorAt(place, x, y)
    const about = { clientX: x, clientY: y, bubbles: true, composed: true }
    channel.held({
      direction: 'paste',
      files: [],
      text,
      release() {
        const dataTransfer = transferOf(transfer)
        const again = () => new DragEvent('drop', { ...about, cancelable: true, dataTransfer })
        if (hears && !place.dispatchEvent(again())) return
        putCursor()
        insertPasted(place, transfer, 'insertFromDrop')
      },
      drop: () => place.dispatchEvent(new DragEvent('dragleave', about)),
    })
  }
  const dropped = (event: DragEvent) => {
    if (!event.isTrusted || !event.dataTransfer) return
    follow(event)
    hold(event, readTransfer(event.dataTransfer), true)
  }
  const filled = (event: InputEvent) => {
    if (!event.isTrusted || event.inputType !== 'insertFromDrop') return
    const carried = event.dataTransfer && readTransfer(event.dataTransfer)
    hold(event, carried ?? { files: [], texts: new Map([['text/plain', event.data ?? '']]) }, false)
  }
  target.addEventListener('dragover', follow, { capture: true, passive: true })
  target.addEventListener('drop', dropped, { capture: true })
  target.addEventListener('beforeinput', filled, { capture: true })
}
