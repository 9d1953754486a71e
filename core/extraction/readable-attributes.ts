import type { Flow } from './flow.ts'
import { decodeEntities } from './xml.ts'

/** Han, an address sign, or a number long enough to be somebody's: revision ids and colours are shorter. */
const data = /[\u3400-\u9fff@]|\d{8}|[A-Za-z][1289A-Da-d]\d{8}|&#/
const looks =
  /^(?:rsid\w*|paraId|textId|id|r:id|embed|[\w-]*style-name|font[\w-]*|typeface|uri|xmlns\w*|schemaLocation|guid|[xy]|cx|cy|date|dT)$/i

/** Alternative texts, link targets, prompts, authors, names: attributes that could hold personal data go beside the text. */
export function keepAttributes(attributes: string, flow: Flow): void {
  if (!data.test(attributes)) return
  for (const [, name, double, single] of attributes.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    const value = double ?? single ?? ''
    if (!data.test(value) || looks.test(name!.slice(name!.indexOf(':') + 1))) continue
    if (/^(?:https?:\/\/schemas\.|urn:)/.test(value)) continue
    flow.aside(decodeEntities(value))
    // mailto:wang%40example.com
    if (/%[0-9A-Fa-f]{2}/.test(value)) flow.aside(decodePercent(value))
  }
}

function decodePercent(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
