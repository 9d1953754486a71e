import { maxFrameBytes } from '../../core/sync/link.ts'

/**
 * A frame as one string. Extension messaging turns a `Uint8Array` into a plain object wherever
 * `message_serialization` is not honoured (Chromium before 148), so bytes are written out here, in every browser.
 */
export function frameToText(frame: unknown): string {
  return JSON.stringify(frame, (_, value: unknown) =>
    isBytes(value) ? { [bytesKey]: toBase64(value) } : value,
  )
}

/** Undefined when the text is too long or no frame. What is in the frame is for the session to judge. */
export function textToFrame(text: unknown): { readonly frame: unknown } | undefined {
  if (typeof text !== 'string' || text.length > maxText) return undefined
  try {
    return { frame: JSON.parse(text, (_, value: unknown) => bytesOf(value) ?? value) as unknown }
  } catch {
    return undefined
  }
}

const bytesKey = '$bytes'
/** Base64 needs four characters for three bytes; the rest is room for names and numbers. */
const maxText = Math.ceil((maxFrameBytes * 4) / 3) + 64 * 1024

/** Not `instanceof`: in Firefox the array may come from the page's own global. */
const isBytes = (value: unknown): value is Uint8Array =>
  ArrayBuffer.isView(value) && value.constructor.name === 'Uint8Array'

function bytesOf(value: unknown): Uint8Array | undefined {
  if (typeof value !== 'object' || value === null || !(bytesKey in value)) return undefined
  const text = value[bytesKey]
  if (typeof text !== 'string' || Object.keys(value).length !== 1) return undefined
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}

function toBase64(bytes: Uint8Array): string {
  let text = ''
  // A call takes a limited number of arguments.
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}
