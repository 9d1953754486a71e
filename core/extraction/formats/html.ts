import { Parser } from 'htmlparser2'
import type { Bytes } from '../../model/bytes.ts'
import { decodeText } from '../decode.ts'
import type { Format, Reading } from '../extraction.ts'
import { createFlow } from '../flow.ts'
import { writeJson } from './json.ts'

/** Pages and letters in HTML: texts, tables, comments, and attributes a person may read; scripts only where they are data. */
export const html: Format = {
  id: 'html',
  extensions: ['html', 'htm', 'xhtml', 'hta'],
  read: (bytes: Bytes, reading: Reading) => writeHtml(decodeText(bytes, reading.budget), reading),
}

/** Small, so that the time is looked at often whatever the tags do. */
const piece = 8 * 1024
const inline = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
)
const shown = ['alt', 'title', 'value', 'placeholder', 'label', 'summary', 'content', 'aria-label', 'aria-description', 'srcdoc'] // prettier-ignore

export function writeHtml(text: string, reading: Pick<Reading, 'out' | 'budget'>): void {
  const { out, budget } = reading
  const flow = createFlow(out, budget)
  /** Columns each open cell covers. */
  const spans: number[] = []
  const documents: string[] = []
  let data = ''
  let script: 'none' | 'code' | 'data' = 'none'

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === 'script' || name === 'style')
          script = name === 'script' && /json/i.test(attributes['type'] ?? '') ? 'data' : 'code'
        if (name === 'table') flow.openTable()
        else if (name === 'tr') flow.openRow()
        else if (name === 'td' || name === 'th') {
          flow.openCell()
          spans.push(Number(attributes['colspan'] ?? 1) || 1)
        } else if (!inline.has(name)) flow.breakLine()
        for (const attribute of shown) {
          const value = attributes[attribute]
          if (!value) continue
          if (attribute === 'srcdoc') documents.push(value)
          // What a field holds is read where it stands.
          else if (attribute === 'value') flow.text(` ${value} `)
          else flow.aside(value)
        }
        const address = /^(?:mailto|tel|sms):(.*)$/is.exec(attributes['href'] ?? '')?.[1]
        if (address) flow.aside(readAddress(address))
      },
      ontext(read) {
        if (script === 'data') data += read
        else if (script === 'none') flow.text(read.replaceAll(/\s+/g, ' '))
      },
      onclosetag(name) {
        if (name === 'script' || name === 'style') {
          if (data !== '') documents.push(data)
          data = ''
          script = 'none'
        } else if (name === 'td' || name === 'th') flow.closeCell(spans.pop())
        else if (name === 'table') flow.closeTable()
        else if (!inline.has(name)) flow.breakLine()
      },
      oncomment(read) {
        flow.aside(read)
      },
      onprocessinginstruction(_, read) {
        flow.aside(read)
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  )
  for (let at = 0; at < text.length; at += piece) {
    budget.checkTime()
    parser.write(text.slice(at, at + piece))
  }
  parser.end()
  flow.end()
  for (const document of documents) {
    if (document.trimStart().startsWith('<')) writeHtml(document, { out, budget: budget.deeper() })
    else writeJson(document, reading)
  }
}

function readAddress(written: string): string {
  try {
    return decodeURIComponent(written)
  } catch {
    return written
  }
}
