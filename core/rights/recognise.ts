import { parseUrl, webAddress } from './address.ts'
import { creativeCommonsNamed, creativeCommonsOf } from './creative-commons.ts'
import { familyOf } from './family.ts'
import { parseExpression } from './spdx-expression.ts'
import { spdxIdAt, spdxIdNamed } from './spdx-list.ts'
import type { Terms } from './statement.ts'

/** Terms of sites that license their own works and nobody else's: believed only on the site itself. */
const ownTerms: Readonly<Record<string, { readonly path: RegExp; readonly id: string }>> = {
  'unsplash.com': { path: /^\/license/, id: 'LicenseRef-Unsplash' },
  'pexels.com': { path: /^\/([a-z-]+\/)?licen[sc]e/, id: 'LicenseRef-Pexels' },
  'pixabay.com': { path: /^\/([a-z]+\/)?service\/(license|terms)/, id: 'LicenseRef-Pixabay' },
}

/**
 * The licence a field names: an address, an SPDX expression, a name. What is an address or a text of terms we do not
 * know is `unknown` (ask); `undefined` is text that names no licence at all.
 */
export function recognise(written: string, page: string): Terms | undefined {
  const text = written.trim().slice(0, 1000)
  const address = /^https?:\/\//i.test(text) ? text : /https?:\/\/[^\s<>"'）」]+/i.exec(text)?.[0]
  if (address !== undefined) return atAddress(address, page)
  // A `javascript:` or `data:` address is somebody's trick, not a licence.
  if (/^[a-z][a-z0-9+.-]*:\S/i.test(text) && webAddress(text, page) === undefined) return undefined
  return named(text)
}

/** A licence by its identifier or name alone. */
export function named(text: string): Terms | undefined {
  const expression = parseExpression(text)
  if (expression) return expression
  const creative = creativeCommonsNamed(text)
  if (creative) return creative
  // A broken expression is not a name: what it meant is not ours to guess.
  const broken = /^\(|\b(AND|OR|WITH)\b/.test(text)
  const id = text.length <= 120 && !broken ? spdxIdNamed(text) : undefined
  return id === undefined ? undefined : { type: 'licence', id, family: familyOf(id) }
}

export const unrecognised = (url?: string): Terms => ({
  type: 'licence',
  id: 'LicenseRef-unrecognised',
  family: 'unknown',
  ...(url !== undefined && { url }),
})

function atAddress(address: string, page: string): Terms | undefined {
  const creative = creativeCommonsOf(address)
  if (creative) return creative
  const id = spdxIdAt(address)
  if (id !== undefined) return { type: 'licence', id, family: familyOf(id), url: address }
  const url = parseUrl(address)
  const host = url?.hostname.replace(/^www\./, '') ?? ''
  const own = ownTerms[host]
  if (own && url && own.path.test(url.pathname) && parseUrl(page)?.hostname.replace(/^www\./, '') === host)
    return { type: 'licence', id: own.id, family: familyOf(own.id), url: address }
  return url ? unrecognised(address) : undefined
}
