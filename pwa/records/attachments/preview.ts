import { chineseEncoding } from '../../../core/extraction/chinese-encoding.ts'
import type { Attachment } from '../../../core/model/attachment.ts'

export type PreviewKind = 'image' | 'text' | 'none'

// Shown by <img>, which runs no script even in an SVG. Everything else is offered as a download only.
const images = new Set([
  'image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp', 'image/svg+xml',
]) // prettier-ignore
const texts = new Set(['application/json', 'application/xml'])
const textEndings = /\.(txt|csv|tsv|md|json|xml|log|html?|eml)$/i

/** What of a file may be shown here. A PDF is opened by whatever the person uses for it. */
export function previewKind({ mediaType, name }: Pick<Attachment, 'mediaType' | 'name'>): PreviewKind {
  if (images.has(mediaType)) return 'image'
  return mediaType.startsWith('text/') || texts.has(mediaType) || textEndings.test(name) ? 'text' : 'none'
}

/** Bytes of a text that are shown; the rest is in the file itself. */
export const shownTextBytes = 200_000

/** The beginning of a text, as text: markup in it stays letters. */
export function shownText(bytes: Uint8Array): string {
  const head = bytes.subarray(0, shownTextBytes)
  return new TextDecoder(encodingOf(head)).decode(head)
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  try {
    // Streaming: the cut may fall into the middle of a character.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return 'utf-8'
  } catch {
    return chineseEncoding(bytes) ?? 'windows-1252'
  }
}
