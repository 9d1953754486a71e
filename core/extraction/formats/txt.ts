import { decodeText } from '../decode.ts'
import type { Format } from '../extraction.ts'

/** Plain text, and whatever else is text: logs, settings and source are read as they are written. */
export const txt: Format = {
  id: 'txt',
  extensions: ['txt', 'text', 'log', 'yaml', 'yml', 'ini', 'sql', 'srt', 'vcf', 'ics'],
  read: (bytes, { out, budget }) => out.add(decodeText(bytes, budget)),
}
