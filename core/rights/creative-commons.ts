import { parseUrl } from './address.ts'
import { familyOf } from './family.ts'
import { isSpdxId } from './spdx-list.ts'
import type { Terms } from './statement.ts'

/** Elements of a licence in the order ids write them; 1.0 deeds wrote `nd-nc`. */
export type CreativeElement = 'by' | 'nc' | 'nd' | 'sa'
const order: readonly CreativeElement[] = ['by', 'nc', 'nd', 'sa']
const versions = new Set(['1.0', '2.0', '2.1', '2.5', '3.0', '4.0'])

/** A deed, legal code or button of Creative Commons, in any language and of any port; only on their own hosts. */
export function creativeCommonsOf(address: string): Terms | undefined {
  const url = parseUrl(address)
  if (
    !url ||
    !/^(www\.|i\.|mirrors\.)?creativecommons\.org$|^(www\.)?licensebuttons\.net$/.test(url.hostname)
  )
    return undefined
  const parts = url.pathname.toLowerCase().split('/').filter(Boolean)
  const [kind, code = '', version, port] = parts
  if (kind === 'publicdomain' || kind === 'p') {
    if (code === 'zero') return creative('CC0-1.0', address)
    return code === 'mark' ? creative('CC-PDM-1.0', address) : undefined
  }
  if (kind !== 'licenses' && kind !== 'l') return undefined
  if (code === 'publicdomain') return creative('CC-PDDC', address)
  const elements = code.split('-')
  if (!elements.every((one): one is CreativeElement => order.some((known) => known === one))) return undefined
  if (version !== undefined && !versions.has(version)) return undefined
  return creative(creativeId(elements, version, jurisdictionOf(port)), address)
}

/**
 * The id of a combination. SPDX lists some ports (`-DE`, `-IGO`) and none of Taiwan's, and no id without a version:
 * those are written as `LicenseRef-`.
 */
export function creativeId(
  elements: readonly CreativeElement[],
  version: string | undefined,
  jurisdiction?: string,
): string {
  const id = [
    'CC',
    ...order.filter((one) => elements.includes(one)).map((one) => one.toUpperCase()),
    ...(version === undefined ? [] : [version]),
    ...(jurisdiction === undefined ? [] : [jurisdiction]),
  ].join('-')
  return isSpdxId(id) ? id : `LicenseRef-${id}`
}

/** `CC BY-SA 4.0`, `創用 CC 姓名標示-非商業性 3.0 台灣`, `Creative Commons Attribution 4.0 International`. */
export function creativeCommonsNamed(text: string): Terms | undefined {
  if (/\bCC[ -]?0\b|creative commons zero/i.test(text)) return creative('CC0-1.0')
  if (/public domain mark/i.test(text)) return creative('CC-PDM-1.0')
  if (!/\bCC[ -]?BY\b|creative commons|創用\s*CC|\bCC[ -]授權/i.test(text)) return undefined
  const short = /\bCC[ -]?(BY(?:[ -](?:NC|ND|SA))*)/i.exec(text)?.[1]?.toUpperCase()
  const elements = order.filter((one) => words[one].test(text) || short?.includes(one.toUpperCase()))
  if (elements.length === 0) return undefined
  const version = /\b([1-4]\.[05])\b/.exec(text)?.[1]
  const port = /台灣|臺灣|taiwan|\btw\b/i.test(text) ? 'TW' : undefined
  return creative(creativeId(elements, version, port))
}

const words: Readonly<Record<CreativeElement, RegExp>> = {
  by: /姓名標示|署名|attribution/i,
  nc: /非商業|non-?commercial/i,
  nd: /禁止改作|no-?deriv/i,
  sa: /相同方式分享|share-?alike/i,
}

const creative = (id: string, url?: string): Terms => ({
  type: 'licence',
  id,
  family: familyOf(id),
  ...(url !== undefined && { url }),
})

/** A port's two letters; `deed.zh-hant` and `legalcode` are pages of the licence, `88x31.png` its button. */
const jurisdictionOf = (part: string | undefined): string | undefined =>
  part !== undefined && /^([a-z]{2}|igo|scotland)$/.test(part) ? part.toUpperCase() : undefined
