import type { Carried } from './transfer.ts'

/**
 * Does what the browser does with a paste that no script of the page took for itself, through the editing commands:
 * they keep the undo stack and tell the page with `input`.
 */
export function insertPasted(place: Element, carried: Carried): void {
  const control = isTextControl(place)
  if (control ? place.readOnly || place.disabled : !isEditable(place)) return
  const text = carried.texts.get('text/plain') ?? ''
  const markup = control || isPlainOnly(place) ? '' : safeMarkup(carried.texts.get('text/html') ?? '')
  if (markup) edit(place.ownerDocument, 'insertHTML', markup)
  else if (text) edit(place.ownerDocument, 'insertText', text)
  else if (!control) insertImage(place.ownerDocument, carried.files)
}

export const isTextControl = (place: Element): place is HTMLInputElement | HTMLTextAreaElement =>
  place instanceof HTMLTextAreaElement || (place instanceof HTMLInputElement && typing.test(place.type))

const typing = /^(text|search|email|tel|url|number|password)$/
const isEditable = (place: Element): boolean =>
  place.ownerDocument.designMode === 'on' || (place instanceof HTMLElement && place.isContentEditable)
const isPlainOnly = (place: Element): boolean =>
  place.closest('[contenteditable]')?.getAttribute('contenteditable') === 'plaintext-only'

/** Without scripts and handlers, as a browser cleans what is pasted; empty where this browser cannot (text then). */
function safeMarkup(html: string): string {
  const body = document.implementation.createHTMLDocument('').body as HTMLElement & {
    readonly setHTML?: (html: string) => void
  }
  if (!html || !body.setHTML) return ''
  body.setHTML(html)
  return body.innerHTML
}

function insertImage(document: Document, files: readonly File[]): void {
  const image = files.find(({ type }) => type.startsWith('image/'))
  if (!image) return
  const reader = new FileReader()
  reader.onload = () => edit(document, 'insertImage', reader.result as string)
  reader.readAsDataURL(image)
}

/** Deprecated, and the only way into a browser's undo stack. */
function edit(document: Document, command: 'insertHTML' | 'insertText' | 'insertImage', value: string): void {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing replaces it
  document.execCommand(command, false, value)
}
