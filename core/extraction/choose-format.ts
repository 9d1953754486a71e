import type { Bytes } from '../model/bytes.ts'
import { CannotInspect, type Budget, type Format } from './extraction.ts'
import { csv, tsv } from './formats/csv.ts'
import { docx } from './formats/docx.ts'
import { eml } from './formats/eml.ts'
import { html } from './formats/html.ts'
import { formats } from './formats/index.ts'
import { json } from './formats/json.ts'
import { md } from './formats/md.ts'
import { openDocumentOf } from './formats/odf.ts'
import { pdf } from './formats/pdf.ts'
import { pptx } from './formats/pptx.ts'
import { txt } from './formats/txt.ts'
import { xlsx } from './formats/xlsx.ts'
import { xml } from './formats/xml.ts'
import { zip } from './formats/zip.ts'
import { isEncryptedOffice } from './ole.ts'
import { promisedBy, sniff } from './sniff.ts'
import { inspectZip, unpack } from './zip.ts'

export interface Chosen {
  /** The reader, or why there is none. */
  readonly format: Format | CannotInspect
  /** What the bytes are, for the person who is told. */
  readonly id: string
}

/** Which reader bytes need. They decide; the extension only helps with text, and is a lie where it contradicts them. */
export function chooseFormat(bytes: Bytes, extension: string, budget: Budget): Chosen {
  const found = sniff(bytes)
  const promised = promisedBy(extension)
  const refuse = (reason: CannotInspect['reason']): Chosen => ({
    format: new CannotInspect(reason),
    id: found.id,
  })
  // A locked or damaged container is locked or damaged under any name: say what is worse.
  if (found.kind === 'ole' && isEncryptedOffice(bytes)) return refuse('encrypted')
  if (promised !== undefined && promised !== found.id) return refuse('wrongType')
  if (found.kind === 'ole') return refuse('unknownFormat')
  if (found.kind === 'zip') return chooseArchive(bytes, extension, budget)
  if (found.id === 'pdf') return { format: pdf, id: pdf.id }
  if (found.kind === 'binary') {
    const isLie = formats.some(({ extensions }) => extensions.includes(extension))
    return refuse(isLie ? 'wrongType' : 'unknownFormat')
  }
  const format = textFormatOf(bytes, extension)
  return { format, id: format.id }
}

function chooseArchive(bytes: Bytes, extension: string, budget: Budget): Chosen {
  const format = archiveFormatOf(bytes, budget)
  const isOffice = promisedBy(extension) === 'zip' && !zip.extensions.includes(extension)
  if (format === zip && isOffice) return { format: new CannotInspect('wrongType'), id: zip.id }
  return { format, id: format.id }
}

function archiveFormatOf(bytes: Bytes, budget: Budget): Format {
  // Looked through for its names only; reading it counts.
  const parts = inspectZip(bytes, { ...budget, expect: () => undefined })
  const names = new Set(parts.map(({ name }) => name))
  if (names.has('xl/workbook.xml')) return xlsx
  if (names.has('word/document.xml')) return docx
  if (names.has('ppt/presentation.xml')) return pptx
  const mimetype = parts[0]?.name === 'mimetype' && !parts[0].isEncrypted ? parts[0] : undefined
  if (mimetype && mimetype.unpackedBytes < 200) {
    const written = new TextDecoder().decode(unpack(bytes, mimetype, budget))
    if (written.startsWith('application/vnd.oasis.opendocument.')) return openDocumentOf(written)
  }
  return zip
}

const byExtension = new Map(
  [csv, tsv, eml, html, json, md, xml, txt].flatMap((format) =>
    format.extensions.map((extension) => [extension, format] as const),
  ),
)

/** Text under any name may be a letter or a page; only then do its first lines outweigh its extension. */
function textFormatOf(bytes: Bytes, extension: string): Format {
  const head = textHead(bytes)
  const named = byExtension.get(extension)
  if (/^\s*(?:<!doctype html|<html|<head|<body|<table)\b/i.test(head)) return named === xml ? xml : html
  if (isLetter(head)) return eml
  if (named === eml) return txt
  if (named && named !== txt) return named
  if (/^\s*<\?xml\b/.test(head)) return xml
  if (/^\s*[[{]/.test(head)) return json
  return named ?? txt
}

/** Begins with headers, one of which only letters have (RFC 5322, RFC 2045). */
const isLetter = (head: string): boolean =>
  /^(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*){2}/.test(head) &&
  /^(?:mime-version|received|message-id|content-type|return-path|x-mozilla-status|date|from|subject):/im.test(
    head.split(/\r?\n\r?\n/, 1)[0]!,
  ) &&
  /^(?:from|to|subject|received|mime-version):/im.test(head)

function textHead(bytes: Uint8Array): string {
  const label = bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : bytes[1] === 0 || (bytes[0] === 0xff && bytes[1] === 0xfe) ? 'utf-16le' : 'utf-8' // prettier-ignore
  return new TextDecoder(label).decode(bytes.subarray(0, 4096)).replace(/\r\n/g, '\n')
}
