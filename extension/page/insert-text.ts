import { transferOf, type Carried } from './transfer.ts'

/**
 * Does what the browser does with a paste or a drop that no script of the page took for itself: asks with `beforeinput`, inserts
 * through the editing commands, which keep the undo stack, and tells with `input`, each once.
 */
export function insertPasted(
  place: Element,
  carried: Carried,
  inputType: 'insertFromPaste' | 'insertFromDrop' = 'insertFromPaste',
): void {
  const control = isTextControl(place)
  if (control ? place.readOnly || place.disabled : !isEditable(place)) return
  const text = carried.texts.get('text/plain') ?? ''
  const markup = control || isPlainOnly(place) ? '' : safeMarkup(carried.texts.get('text/html') ?? '')
  const about = {
    inputType,
    bubbles: true,
    composed: true,
    ...(control ? { data: text } : { dataTransfer: transferOf(carried) }),
  }
  if (!place.dispatchEvent(new InputEvent('beforeinput', { ...about, cancelable: true }))) return
  const insert = (command: Command, value: string) => {
    edit(place.ownerDocument, command, value)
    place.dispatchEvent(new InputEvent('input', about))
  }
  if (markup) insert('insertHTML', markup)
  else if (text) insert('insertText', text)
  else if (!control) readImage(carried.files, (address) => insert('insertImage', address))
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

function readImage(files: readonly File[], then: (address: string) => void): void {
  const image = files.find(({ type }) => type.startsWith('image/'))
  if (!image) return
  const reader = new FileReader()
  reader.onload = () => then(reader.result as string)
  reader.readAsDataURL(image)
}

type Command = 'insertHTML' | 'insertText' | 'insertImage'

let editing = false

/**
 * The commands tell of each line by itself, and not that it was a paste: that is kept from the page, which is told
 * once, by us. Call at document_start: listeners of the page come later and hear nothing.
 */
export function hushEdits(target: Window): void {
  const hush = (event: Event) => {
    if (editing) event.stopImmediatePropagation()
  }
  for (const type of ['beforeinput', 'input']) target.addEventListener(type, hush, { capture: true })
}

function edit(document: Document, command: Command, value: string): void {
  editing = true
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else writes to a browser's undo stack
  document.execCommand(command, false, value)
  editing = false
}
