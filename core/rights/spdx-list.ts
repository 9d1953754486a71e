import licences from 'spdx-license-list/spdx.json' with { type: 'json' }
import { parseUrl } from './address.ts'

const list: Readonly<Record<string, { readonly name: string; readonly url?: string }>> = licences

/** Ids SPDX withdrew; what they meant. `+` of any id is read by the expression parser. */
const withdrawn: Readonly<Record<string, string>> = Object.fromEntries(
  ['GPL-1.0', 'GPL-2.0', 'GPL-3.0', 'LGPL-2.0', 'LGPL-2.1', 'LGPL-3.0', 'AGPL-1.0', 'AGPL-3.0', 'GFDL-1.1', 'GFDL-1.2', 'GFDL-1.3']
    .flatMap((id) => [[id, `${id}-only`], [`${id}+`, `${id}-or-later`]]),
) // prettier-ignore

const byLowerCase = new Map(Object.keys(list).map((id) => [id.toLowerCase(), id]))

export const isSpdxId = (id: string): boolean => id in list

/** The listed id in its own spelling, withdrawn ones replaced. */
export function spdxId(written: string): string | undefined {
  const id = byLowerCase.get(written.trim().toLowerCase())
  return id === undefined ? undefined : (withdrawn[id] ?? id)
}

export const spdxName = (id: string): string | undefined => list[id]?.name.replace(/\s+/g, ' ')
export const spdxAddress = (id: string): string | undefined => list[id]?.url

/** `Apache License, Version 2.0`, `The MIT License (MIT)`, `GPLv3`: names as people write them. */
export function spdxIdNamed(name: string): string | undefined {
  const gnu = /^(?:gnu )?(a|l)?gpl[ -]?v?(\d)(?:\.(\d))?( ?\+| or later)?$/i.exec(name.trim())
  if (gnu) {
    const [, kind = '', major = '', minor = '0', later] = gnu
    return spdxId(`${kind.toUpperCase()}GPL-${major}.${minor}-${later === undefined ? 'only' : 'or-later'}`)
  }
  const key = nameKey(name)
  return key === '' ? undefined : byName.get(key)
}

const nameKey = (name: string): string =>
  name
    .toLowerCase()
    .replace(/\([^)]*\)|"[^"]*"/g, ' ')
    .replace(/\b(the|licen[cs]e|version|public|software|general)\b|\bv(?=\d)/g, ' ')
    .replace(/[^\p{L}\p{N}.]+/gu, ' ')
    .trim()

const byName = new Map<string, string>()
for (const [id, { name }] of Object.entries(list)) {
  const key = nameKey(name)
  if (!(id in withdrawn) && !byName.has(key)) byName.set(key, id)
}
for (const [name, id] of [['mit', 'MIT'], ['apache 2', 'Apache-2.0'], ['apache2', 'Apache-2.0'], ['bsd', 'BSD-3-Clause'], ['bsd 3 clause', 'BSD-3-Clause'], ['bsd 2 clause', 'BSD-2-Clause'], ['mozilla 2.0', 'MPL-2.0'], ['sil open font 1.1', 'OFL-1.1'], ['open font', 'OFL-1.1'], ['政府資料開放授權條款', 'OGDL-Taiwan-1.0'], ['政府資料開放授權條款 第1版', 'OGDL-Taiwan-1.0'], ['gnu affero 3.0', 'AGPL-3.0-only'], ['gnu 3.0', 'GPL-3.0-only'], ['gnu 2.0', 'GPL-2.0-only']] as const) byName.set(name, id) // prettier-ignore

/** The licence whose text lives at an address. */
export function spdxIdAt(address: string): string | undefined {
  const url = parseUrl(address)
  if (!url) return undefined
  const key = addressKey(url)
  const known = byAddress.get(key)
  if (known !== undefined) return known
  const named = /^(?:opensource\.org\/licenses?|spdx\.org\/licenses|choosealicense\.com\/licenses|gnu\.org\/licenses)\/(.+)$/.exec(key)?.[1] // prettier-ignore
  return named === undefined ? undefined : (spdxId(named) ?? spdxId(named.replace(/-license$/, '')))
}

const addressKey = (url: URL): string =>
  `${url.hostname.replace(/^www\./, '')}${url.pathname}`
    .toLowerCase()
    .replace(/\.(html?|txt|php|md)$/, '')
    .replace(/(-standalone|\/legalcode)?\/*$/, '')

const byAddress = new Map<string, string>()
for (const [id, { url }] of Object.entries(list)) {
  const parsed = parseUrl(url?.split(/\s/, 1)[0] ?? '')
  if (!parsed || parsed.pathname === '/' || parsed.search !== '' || id in withdrawn) continue
  const key = addressKey(parsed)
  const known = byAddress.get(key)
  // Two licences at one address: the page cannot tell which, except that `-or-later` is never the page's own word.
  if (known === undefined || known.replace(/-or-later$/, '-only') === id) byAddress.set(key, id)
}
for (const [address, id] of [['data.gov.tw/license', 'OGDL-Taiwan-1.0'], ['data.gov.tw/licenses', 'OGDL-Taiwan-1.0'], ['unlicense.org', 'Unlicense'], ['scripts.sil.org/ofl', 'OFL-1.1'], ['openfontlicense.org', 'OFL-1.1'], ['apache.org/licenses/license-2.0', 'Apache-2.0'], ['mozilla.org/mpl/2.0', 'MPL-2.0'], ['opensource.org/licenses/mit', 'MIT'], ['opensource.org/license/mit', 'MIT'], ['gnu.org/licenses/gpl-3.0', 'GPL-3.0-only'], ['gnu.org/licenses/fdl-1.3', 'GFDL-1.3-only']] as const) byAddress.set(address, id) // prettier-ignore
