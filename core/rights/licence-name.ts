import { messageFor, m, type Locale } from '../i18n/index.ts'
import { spdxName } from './spdx-list.ts'
import type { Terms } from './statement.ts'

/** A licence in the words people know it by: `創用 CC 姓名標示-非商業性 4.0 國際`, `CC BY-NC 4.0`, `MIT License`. */
export function licenceName(id: string, locale?: Locale): string {
  const creative = /^(?:LicenseRef-)?CC((?:-(?:BY|NC|ND|SA))+)(?:-(\d\.\d))?(?:-([A-Z]+))?$/.exec(id)
  if (creative) return creativeName(creative[1] ?? '', creative[2], creative[3], locale)
  const own = /^LicenseRef-(Unsplash|Pexels|Pixabay|unrecognised)$/.exec(id)?.[1]
  if (own !== undefined) return messageFor(`rights.licences.${own}`, {}, locale)
  if (id === 'OGDL-Taiwan-1.0') return m['rights.licences.OGDL']({}, { ...(locale && { locale }) })
  return spdxName(id) ?? id
}

/** Names of every licence of the terms. */
export function termsName(terms: Terms, locale?: Locale): string {
  if (terms.type === 'licence') return licenceName(terms.id, locale)
  return terms.of
    .map((part) => termsName(part, locale))
    .join(messageFor(`rights.joined.${terms.type}`, {}, locale))
}

function creativeName(
  elements: string,
  version: string | undefined,
  port: string | undefined,
  locale?: Locale,
): string {
  const parts = elements.slice(1).split('-').map((element) => messageFor(`rights.creative.${element}`, {}, locale)) // prettier-ignore
  const place =
    port === undefined
      ? version === '4.0'
        ? 'international'
        : undefined
      : port === 'TW'
        ? 'taiwan'
        : undefined
  return [
    `${messageFor('rights.creative.name', {}, locale)} ${parts.join('-')}`,
    ...(version === undefined ? [] : [version]),
    ...(place === undefined
      ? port === undefined
        ? []
        : [port]
      : [messageFor(`rights.creative.${place}`, {}, locale)]),
  ].join(' ')
}
