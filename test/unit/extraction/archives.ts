import { strToU8, zipSync, type Zippable } from 'fflate'
import type { Bytes } from '../../../core/model/bytes.ts'

/** A workbook of hand-written parts, so that a test can put anything anywhere. */
export function workbook(sheet: string, parts: Readonly<Record<string, string | Uint8Array>> = {}): Bytes {
  const all: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': '<workbook><sheets><sheet name="Sheet1" sheetId="1"/></sheets></workbook>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    ...parts,
  }
  const files: Zippable = {}
  for (const [name, part] of Object.entries(all))
    files[name] = typeof part === 'string' ? strToU8(part) : part
  return new Uint8Array(zipSync(files))
}

/** A row of inline strings. */
export const rowOf = (...values: readonly string[]): string =>
  `<row>${values.map((value) => `<c t="inlineStr"><is><t>${value}</t></is></c>`).join('')}</row>`

/** The head of a compound file as Office writes for a locked workbook: signature, then a directory with its streams. */
export function lockedOffice(): Bytes {
  const bytes = new Uint8Array(4096)
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
  ;[...'EncryptedPackage'].forEach((unit, at) => (bytes[1024 + at * 2] = unit.charCodeAt(0)))
  return bytes
}
