import type { Bytes } from '../../model/bytes.ts'
import { decodeText } from '../decode.ts'
import { CannotInspect, endsReading, type Format, type Reading } from '../extraction.ts'
import { decodeEntities, walkXml } from '../xml.ts'

/** Any XML: each text with the name of its element before it, which is its label; attributes and comments too. */
export const xml: Format = {
  id: 'xml',
  extensions: ['xml', 'svg', 'kml', 'gpx', 'rss', 'xsl', 'fodt', 'fods'],
  read: readXml,
}

const space = /^xmlns(?::|$)|^xsi:/

function readXml(bytes: Bytes, { out, budget }: Reading): void {
  const text = decodeText(bytes, budget)
  const lines: string[] = []
  const names: string[] = []
  try {
    walkXml(
      text,
      {
        open: (name, attributes) => {
          if (names.length >= budget.limits.nesting) throw new CannotInspect('bomb')
          names.push(name)
          for (const [, key, double, single] of attributes.matchAll(
            /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
          ))
            if (!space.test(key!))
              lines.push(`${key!.replace(/^.*:/, '')}: ${decodeEntities(double ?? single ?? '')}`)
        },
        text: (piece) => {
          const read = decodeEntities(piece).trim()
          if (read !== '') lines.push(names.length === 0 ? read : `${names.at(-1)}: ${read}`)
        },
        close: () => names.pop(),
        other: (raw) => {
          if (!raw.startsWith('<?xml')) lines.push(raw)
        },
      },
      budget,
    )
  } catch (error) {
    if (!(error instanceof CannotInspect) || endsReading(error)) throw error
    // Not well-formed, but text all the same: nothing in it is hidden from who reads it as such.
    return out.line(decodeEntities(text))
  }
  for (const line of lines) out.line(line)
}
