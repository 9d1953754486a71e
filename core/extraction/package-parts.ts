import type { Bytes } from '../model/bytes.ts'
import { CannotInspect, type Reading } from './extraction.ts'
import { decodePart } from './sweep.ts'
import { inspectZip, unpack, type ZipEntry } from './zip.ts'

/** A document that is an archive of parts (OOXML, ODF). A locked part locks the whole. */
export interface Package {
  readonly parts: readonly ZipEntry[]
  readonly bytesOf: (part: ZipEntry) => Bytes
  readonly textOf: (part: ZipEntry) => string
}

export function openPackage(bytes: Bytes, { budget }: Reading): Package {
  const parts = inspectZip(bytes, budget)
  if (parts.some(({ isEncrypted }) => isEncrypted)) throw new CannotInspect('encrypted')
  const bytesOf = (part: ZipEntry): Bytes => {
    budget.checkTime()
    return unpack(bytes, part, budget)
  }
  return { parts, bytesOf, textOf: (part) => decodePart(bytesOf(part)) }
}

/** slide2 before slide10. */
export function byNumber(a: ZipEntry, b: ZipEntry): number {
  const numberOf = ({ name }: ZipEntry): number => Number(/(\d+)\.\w+$/.exec(name)?.[1] ?? 0)
  return numberOf(a) - numberOf(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)
}

/** Parts that are pictures, sound, film or fonts: looks, not text. */
export const isLook = ({ name }: ZipEntry): boolean =>
  /\.(?:png|jpe?g|gif|bmp|tiff?|webp|svgz|emf|wmf|svm|wdp|ico|mp[34]|m4[av]|wav|avi|mov|wmv|ttf|otf|odttf|fntdata|woff2?)$/i.test(
    name,
  )
