import { CannotInspect, type Budget } from './extraction.ts'
import { decodeEntities, walkXml } from './xml.ts'

/** Han, an address sign, or six digits: what is worth showing to detection. Names of fonts and styles are not. */
const data = /[\u3400-\u9fff@]|\d{6}|&#/

export const holdsData = (text: string): boolean => data.test(text)

/** An XML part as text: UTF-8, or UTF-16 with a mark; a part that is neither is damaged. */
export function decodePart(bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw new CannotInspect('corrupt')
  }
}

/** Keeps every text and attribute of a part that could hold personal data, a line each; runs of one paragraph stay joined. */
export function sweepXml(xml: string, extras: string[], budget: Budget): void {
  let paragraph = ''
  const flush = (): void => {
    if (holdsData(paragraph) || paragraph.length > 3) extras.push(decodeEntities(paragraph))
    paragraph = ''
  }
  walkXml(
    xml,
    {
      open: (name, attributes) => {
        if (!inline.has(name)) flush()
        if (attributes.length > 8) keepAttributes(attributes, extras)
      },
      text: (text) => {
        if (text.trim() !== '') paragraph += text
      },
      close: (name) => {
        if (!inline.has(name)) flush()
      },
    },
    budget,
  )
  flush()
}

/** Elements inside a paragraph: a number may be split over several runs. */
const inline = new Set([
  'r',
  't',
  'rPr',
  'b',
  'i',
  'u',
  'sz',
  'color',
  'rFont',
  'family',
  'charset',
  'scheme',
  'span',
  'font',
])

/** Alt texts, link targets, prompts, sheet names: attribute values that could hold personal data. */
export function keepAttributes(attributes: string, extras: string[]): void {
  if (!holdsData(attributes)) return
  for (const [, double, single] of attributes.matchAll(/=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    const value = double ?? single ?? ''
    if (!holdsData(value) || /^(?:https?:\/\/schemas\.|urn:)/.test(value)) continue
    extras.push(decodeEntities(value))
    // mailto:wang%40example.com
    if (/%[0-9A-Fa-f]{2}/.test(value)) extras.push(decodePercent(value))
  }
}

function decodePercent(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
