import type { Format } from '../extraction.ts'
import { readOfficePackage } from './docx.ts'

/** Presentations: slides in their order, then notes, comments, masters and every other part. */
export const pptx: Format = {
  id: 'pptx',
  extensions: ['pptx', 'pptm', 'ppsx', 'ppsm', 'potx', 'potm'],
  read: (bytes, reading) => readOfficePackage(bytes, reading, /^ppt\/slides\/slide\d+\.xml$/i),
}
