import { CannotInspect, type Budget } from './extraction.ts'

/** A value as it is written: an object keeps two fields of one name, since either may hold what is looked for. */
export type JsonValue = string | JsonArray | JsonObject
export interface JsonArray {
  readonly type: 'array'
  readonly items: JsonValue[]
}
export interface JsonObject {
  readonly type: 'object'
  readonly fields: [name: string, value: JsonValue][]
}

/**
 * Reads one JSON value after the other (RFC 8259; JSON lines too); numbers, true, false and null as they are written.
 * `undefined` where the text is no JSON. Too deep a nesting is a bomb.
 */
export function readJsonValues(text: string, budget: Budget): readonly JsonValue[] | undefined {
  const top: JsonArray = { type: 'array', items: [] }
  const stack: (JsonArray | JsonObject)[] = [top]
  let key: string | undefined
  const add = (value: JsonValue): void => {
    const holder = stack.at(-1)!
    if (holder.type === 'array') holder.items.push(value)
    else holder.fields.push([key ?? '', value])
    key = undefined
  }
  let steps = 0
  token.lastIndex = 0
  while (token.lastIndex < text.length) {
    if ((++steps & 0xfff) === 0) budget.checkTime()
    const found = token.exec(text)
    if (!found) return undefined
    const [, written, mark, bare] = found
    const holder = stack.at(-1)!
    const isValue = holder.type === 'array' || key !== undefined
    if (written !== undefined) {
      const read = unescape(written)
      if (isValue) add(read)
      else if (nextMark(text) !== ':') return undefined
      else key = read
    } else if (mark === '{' || mark === '[') {
      if (!isValue) return undefined
      const opened: JsonArray | JsonObject =
        mark === '[' ? { type: 'array', items: [] } : { type: 'object', fields: [] }
      add(opened)
      stack.push(opened)
      if (stack.length > budget.limits.nesting) throw new CannotInspect('bomb')
    } else if (mark === '}' || mark === ']') {
      if (stack.length === 1 || (mark === ']') !== (holder.type === 'array')) return undefined
      stack.pop()
    } else if (bare !== undefined) {
      if (!isValue) return undefined
      add(bare === 'null' ? '' : bare)
    }
  }
  return stack.length === 1 && key === undefined ? top.items : undefined
}

/** One token and the space around it: a string, a bracket or separator, a bare word or number; or the end. */
const token = /\s*(?:"([^"\\]*(?:\\[^][^"\\]*)*)"|([[\]{},:])|(-?[\w.+-]+)|$)\s*/y

/** The mark at the reader's place, without passing it. */
const nextMark = (text: string): string => text[token.lastIndex] ?? ''

/** Reads the escapes of a string. */
export const unescape = (written: string): string =>
  written.includes('\\')
    ? written.replaceAll(/\\(?:u([0-9a-fA-F]{4})|([^]))/g, (whole, hex?: string, letter?: string) =>
        hex === undefined
          ? (escapes[letter!] ?? letter ?? whole)
          : String.fromCharCode(Number.parseInt(hex, 16)),
      )
    : written
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\n', b: ' ', f: ' ' }
