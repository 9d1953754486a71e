import { messageFor, type Locale } from '../i18n/index.ts'
import { parseUrl } from './address.ts'
import { licenceName } from './licence-name.ts'
import { spdxAddress } from './spdx-list.ts'
import type { Statement, Terms } from './statement.ts'

/**
 * The line to print beside the work: title, author, licence with its address, source (著作權法 Art. 16, 64; what CC and
 * OGDL ask for). Nothing where no licence is in force: a line would look like permission. `fairUse` names the source
 * without any licence, as Art. 64 demands.
 */
export function creditLine(
  { credit, terms, status, subject }: Statement,
  locale: Locale,
  basis: 'licence' | 'fairUse' = 'licence',
): string | undefined {
  if (basis === 'licence' && status !== 'licensed' && status !== 'publicDomain') return undefined
  const part = (name: string, params: Readonly<Record<string, string>>) =>
    messageFor(`rights.credit.${name}`, params, locale)
  const source = withoutQuery(credit.source ?? subject)
  const parts = [
    ...(credit.title === undefined ? [] : [part('title', { title: credit.title })]),
    ...(credit.author === undefined
      ? []
      : [
          credit.year === undefined
            ? part('author', { author: credit.author })
            : part('authorYear', { author: credit.author, year: credit.year }),
        ]),
    ...(basis === 'licence' && terms ? licencesOf(terms).map((licence) => licensed(licence, locale)) : []),
    ...(source === undefined ? [] : [part('source', { source })]),
  ]
  return parts.join(part('comma', {}))
}

type Licence = Extract<Terms, { type: 'licence' }>

function licensed({ id, url }: Licence, locale: Locale): string {
  const name = licenceName(id, locale)
  const address = creativeAddress(id) ?? url ?? spdxAddress(id)
  const named = address === undefined ? 'licence' : 'licenceAt'
  return messageFor(`rights.credit.${named}`, { name, ...(address !== undefined && { address }) }, locale)
}

/** The deed rather than the button or language version that was linked. */
function creativeAddress(id: string): string | undefined {
  if (id === 'CC0-1.0') return 'https://creativecommons.org/publicdomain/zero/1.0/'
  if (id === 'CC-PDM-1.0') return 'https://creativecommons.org/publicdomain/mark/1.0/'
  const [, code, version, port] =
    /^(?:LicenseRef-)?CC-((?:BY|NC|ND|SA)(?:-(?:NC|ND|SA))*)-(\d\.\d)(?:-([A-Z]+))?$/.exec(id) ?? []
  if (code === undefined || version === undefined) return undefined
  return `https://creativecommons.org/licenses/${code.toLowerCase()}/${version}/${port === undefined ? '' : `${port.toLowerCase()}/`}`
}

const licencesOf = (terms: Terms): readonly Licence[] =>
  terms.type === 'licence' ? [terms] : terms.of.flatMap(licencesOf)

/** What follows `?` may be a session or a search of the person's own; the line is printed for everyone. */
function withoutQuery(source: string): string | undefined {
  const url = parseUrl(source)
  if (!url) return source === '' ? undefined : source
  return url.protocol === 'http:' || url.protocol === 'https:' ? `${url.origin}${url.pathname}` : undefined
}
