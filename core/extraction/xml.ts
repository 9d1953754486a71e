import { CannotInspect, type Budget } from './extraction.ts'

/**
 * A reader of the XML that office programs write, made for text and not for trees: no DTD, no entities but the five of
 * XML and character numbers, so nothing can expand (no "billion laughs", no file or network entity).
 */
export interface XmlHandlers {
  /** `attributes` is the raw text between name and `>`; see `attribute`. Names come without their prefix. */
  readonly open?: (name: string, attributes: string, selfClosing: boolean) => void
  readonly close?: (name: string) => void
  readonly text?: (text: string) => void
  /** Comments, processing instructions and document types, as they are written. Nothing in them is expanded. */
  readonly other?: (raw: string) => void
}

/** Walks the tags and texts of a document. Throws `CannotInspect('corrupt')` where a tag is not closed. */
export function walkXml(xml: string, handlers: XmlHandlers, budget: Budget): void {
  let steps = 0
  let at = 0
  let told = 0
  while (at < xml.length) {
    if ((++steps & 0x3fff) === 0) {
      budget.checkTime()
      budget.done(at - told)
      told = at
    }
    const open = xml.indexOf('<', at)
    if (open === -1) break
    if (open > at && handlers.text) handlers.text(xml.slice(at, open))
    const second = xml.charCodeAt(open + 1)
    if (second === 33) at = afterDeclaration(xml, open, handlers)
    else if (second === 63) at = passOver(xml, open, '?>', handlers)
    else {
      const close = tagEnd(xml, open)
      if (second === 47) handlers.close?.(localName(xml, open + 2, close))
      else {
        const selfClosing = xml.charCodeAt(close - 1) === 47
        const end = selfClosing ? close - 1 : close
        let nameEnd = open + 1
        while (nameEnd < end && xml.charCodeAt(nameEnd) > 32) nameEnd++
        const name = localName(xml, open + 1, nameEnd)
        handlers.open?.(name, xml.slice(nameEnd, end), selfClosing)
        if (selfClosing) handlers.close?.(name)
      }
      at = close + 1
    }
  }
  budget.done(xml.length - told)
}

/** Value of an attribute in a raw attribute text, with its entities read; `undefined` if it is not there. */
export function attribute(attributes: string, name: string): string | undefined {
  let at = -1
  while ((at = attributes.indexOf(name, at + 1)) !== -1) {
    if (at > 0 && attributes.charCodeAt(at - 1) > 32 && attributes.charCodeAt(at - 1) !== 58) continue
    let value = at + name.length
    while (attributes.charCodeAt(value) <= 32) value++
    if (attributes.charCodeAt(value) !== 61) continue
    value++
    while (attributes.charCodeAt(value) <= 32) value++
    const quote = attributes[value]
    if (quote !== '"' && quote !== "'") return undefined
    const end = attributes.indexOf(quote, value + 1)
    return end === -1 ? undefined : decodeEntities(attributes.slice(value + 1, end))
  }
  return undefined
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Reads the five entities of XML and character numbers; any other stays as written. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(
    /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w{2,4}));/g,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return named[name] ?? whole
      const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole
    },
  )
}

function afterDeclaration(xml: string, open: number, handlers: XmlHandlers): number {
  if (xml.startsWith('<![CDATA[', open)) {
    const end = xml.indexOf(']]>', open)
    if (end === -1) throw new CannotInspect('corrupt')
    handlers.text?.(xml.slice(open + 9, end).replaceAll('&', '&amp;'))
    return end + 3
  }
  if (xml.startsWith('<!--', open)) return passOver(xml, open, '-->', handlers)
  // A document type may hold an internal subset in brackets; what it declares is passed over, never expanded.
  const bracket = xml.indexOf('[', open)
  const close = xml.indexOf('>', open)
  return passOver(xml, open, bracket !== -1 && bracket < close ? ']' : '>', handlers)
}

/** Offset after `wanted`. */
function passOver(xml: string, from: number, wanted: string, handlers: XmlHandlers): number {
  const at = xml.indexOf(wanted, from)
  if (at === -1) throw new CannotInspect('corrupt')
  handlers.other?.(xml.slice(from, at + wanted.length))
  return at + wanted.length
}

/** Offset of the `>` that ends a tag; one inside a quoted value does not. One pass, whatever the quotes do. */
function tagEnd(xml: string, open: number): number {
  let quote = 0
  for (let at = open + 1; at < xml.length; at++) {
    const unit = xml.charCodeAt(at)
    if (quote !== 0) {
      if (unit === quote) quote = 0
    } else if (unit === 62) return at
    else if (unit === 34 || unit === 39) quote = unit
  }
  throw new CannotInspect('corrupt')
}

/** Looked for in the name alone: in a document without a colon, searching on would read it whole for every tag. */
function localName(xml: string, from: number, to: number): string {
  const name = xml.slice(from, to)
  return name.slice(name.indexOf(':') + 1).trimEnd()
}
