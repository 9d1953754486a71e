import type { Bytes } from '../../model/bytes.ts'
import { CannotInspect, type Format, type Reading } from '../extraction.ts'
import { createFlow } from '../flow.ts'
import { readOdfPart } from '../odf-part.ts'
import { isLook, openPackage } from '../package-parts.ts'

const opendocument = (id: string, ...extensions: readonly string[]): Format => ({
  id,
  extensions: [id, ...extensions],
  read: readOpenDocument,
})
/** OpenDocument texts, sheets and presentations: one container, one vocabulary. */
export const odt = opendocument('odt', 'ott')
export const ods = opendocument('ods', 'ots')
export const odp = opendocument('odp', 'otp')

/** Which of them a `mimetype` part names; `undefined` for drawings and the like, which are read the same way. */
export const openDocumentOf = (mimetype: string): Format =>
  mimetype.includes('spreadsheet') ? ods : mimetype.includes('presentation') ? odp : odt

const manifest = 'META-INF/manifest.xml'
const unread =
  /^(?:mimetype|META-INF\/.*|settings\.xml|Configurations2\/.*|Thumbnails\/.*|layout-cache)$|\/$|\/settings\.xml$/
const xmlPart = /\.(?:xml|rdf)$/i

async function readOpenDocument(bytes: Bytes, reading: Reading): Promise<void> {
  const { out, budget } = reading
  const { parts, bytesOf, textOf } = openPackage(bytes, reading)
  const listed = parts.find(({ name }) => name === manifest)
  // ODF 1.2 part 3, 4.4: each locked part is named with its key's derivation; the archive itself is not locked.
  if (listed && textOf(listed).includes('encryption-data')) throw new CannotInspect('encrypted')
  const isMain = (name: string): boolean => /(?:^|\/)content\.xml$/.test(name)
  const flow = createFlow(out, budget)
  for (const part of [
    ...parts.filter(({ name }) => isMain(name)),
    ...parts.filter(({ name }) => !isMain(name) && xmlPart.test(name) && !unread.test(name)),
  ])
    readOdfPart(textOf(part), flow, budget)
  flow.end()
  for (const part of parts) {
    if (unread.test(part.name) || xmlPart.test(part.name) || isLook(part)) continue
    // LibreOffice draws a replacement beside each embedded object.
    if (part.name.startsWith('ObjectReplacements/')) continue
    await reading.readInner(part.name, bytesOf(part))
  }
}
