import type { Format } from '../extraction.ts'
import { csv, tsv } from './csv.ts'
import { docx } from './docx.ts'
import { eml } from './eml.ts'
import { html } from './html.ts'
import { json } from './json.ts'
import { md } from './md.ts'
import { odp, ods, odt } from './odf.ts'
import { pdf } from './pdf.ts'
import { pptx } from './pptx.ts'
import { txt } from './txt.ts'
import { xlsx } from './xlsx.ts'
import { xml } from './xml.ts'
import { zip } from './zip.ts'

/** Every format that can be read. */
export const formats: readonly Format[] = [csv, docx, eml, html, json, md, odp, ods, odt, pdf, pptx, tsv, txt, xlsx, xml, zip] // prettier-ignore
