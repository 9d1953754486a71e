import { isTextControl } from './insert-text.ts'

/**
 * Remembers where the cursor stands in an element, for the time a dialog takes the focus. Returns what puts the
 * focus and the cursor back.
 */
export function rememberCursor(place: Element): () => void {
  if (isTextControl(place)) {
    const { selectionStart, selectionEnd, selectionDirection } = place
    return () => {
      place.focus({ preventScroll: true })
      // Fields such as `email` have a cursor and do not say where.
      if (selectionStart !== null)
        place.setSelectionRange(selectionStart, selectionEnd, selectionDirection ?? undefined)
    }
  }
  const selection = selectionIn(place)
  const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0).cloneRange() : undefined
  return () => {
    editingHost(place)?.focus({ preventScroll: true })
    if (!range?.startContainer.isConnected) return
    selection?.removeAllRanges()
    selection?.addRange(range)
  }
}

/** The element that takes the focus for an editable part. */
function editingHost(place: Element): HTMLElement | undefined {
  let host: HTMLElement | undefined
  for (
    let at: Element | null = place;
    at instanceof HTMLElement && at.isContentEditable;
    at = at.parentElement
  )
    host = at
  return host
}

/** Chromium keeps a selection of its own in each shadow root. */
function selectionIn(place: Element): Selection | null {
  const root = place.getRootNode() as (Document | ShadowRoot) & {
    readonly getSelection?: () => Selection | null
  }
  return root.getSelection?.() ?? place.ownerDocument.getSelection()
}
