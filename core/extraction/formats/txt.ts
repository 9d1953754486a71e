import { decodeText } from '../decode.ts'
import type { Format } from '../extraction.ts'

/** Plain text, and whatever else is text: json, html, xml, markdown and logs are read as they are written. */
export const txt: Format = {
  id: 'txt',
  extensions: [
    'txt',
    'text',
    'md',
    'log',
    'json',
    'jsonl',
    'xml',
    'html',
    'htm',
    'yaml',
    'yml',
    'ini',
    'sql',
  ],
  read: (bytes, budget) => ({ text: decodeText(bytes, budget), tables: [] }),
}
