import { isTextControl } from './insert-text.ts'

/** Remembers where in a field or an editable part a point lies; returns what puts focus and cursor there. */
export function cursorAt(place: Element, x: number, y: number): () => void {
  const root = place.getRootNode()
  const shadowRoots = root instanceof ShadowRoot ? [root] : []
  const found = place.ownerDocument.caretPositionFromPoint(x, y, { shadowRoots })
  const within = found && place.contains(found.offsetNode) ? found : undefined
  if (isTextControl(place)) {
    const offset = within?.offset ?? place.value.length
    return () => {
      place.focus({ preventScroll: true })
      // Fields such as `email` have a cursor and take no word on where.
      if (place.selectionStart !== null) place.setSelectionRange(offset, offset)
    }
  }
  const range = place.ownerDocument.createRange()
  if (within) range.setStart(within.offsetNode, within.offset)
  else range.selectNodeContents(place)
  range.collapse(within !== undefined)
  return () => {
    if (place instanceof HTMLElement) place.focus({ preventScroll: true })
    if (range.startContainer.isConnected) place.ownerDocument.getSelection()?.setBaseAndExtent(range.startContainer, range.startOffset, range.startContainer, range.startOffset) // prettier-ignore
  }
}
