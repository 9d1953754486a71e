import { isTrivial, type Channel } from '../page/held.ts'
import { innermost } from '../page/innermost.ts'
import { hushEdits, insertPasted } from '../page/insert-text.ts'
import { rememberCursor } from '../page/selection.ts'
import { fillTransfer, readTransfer, textOf, transferOf, type Carried } from '../page/transfer.ts'

/**
 * Text and files pasted anywhere in a page: fields, rich editors, or a page that listens itself. Released, the page
 * hears the same paste once more; where it lets it pass, the text is inserted at the cursor. Passwords are not read.
 */
export function watchPastes(target: Window, channel: Channel): void {
  hushEdits(target)
  target.addEventListener(
    'paste',
    (event) => {
      // A paste that a script invents carries what the page has already.
      if (!event.isTrusted || !event.clipboardData || !channel.armed()) return
      const place = innermost(event.composedPath()[0] ?? event.target, (root) => root.activeElement)
      if (!place || (place instanceof HTMLInputElement && place.type === 'password')) return
      const carried = readTransfer(event.clipboardData)
      const text = textOf(carried)
      if (carried.files.length === 0 && isTrivial(text)) return

      event.preventDefault()
      event.stopImmediatePropagation()
      const putCursorBack = rememberCursor(place)
      channel.held({
        direction: 'paste',
        files: carried.files,
        text,
        release(asked) {
          if (asked) putCursorBack()
          give(place, carried)
        },
        drop: putCursorBack,
      })
    },
    { capture: true },
  )
}

function give(place: Element, carried: Carried): void {
  // An editor may have redrawn the line the cursor was in.
  const heir = place.isConnected ? place : (place.ownerDocument.activeElement ?? place)
  if (heir.dispatchEvent(pasteOf(carried))) insertPasted(heir, carried)
}

function pasteOf(carried: Carried): ClipboardEvent {
  const clipboardData = transferOf(carried)
  const event: ClipboardEvent & { readonly wrappedJSObject?: ClipboardEvent } = new ClipboardEvent('paste', {
    bubbles: true,
    cancelable: true,
    composed: true,
    clipboardData,
  })
  // Firefox makes the event without its data, and takes them afterwards.
  const own = event.wrappedJSObject?.clipboardData
  if (own?.types.length === 0) fillTransfer(own, carried)
  return event
}
