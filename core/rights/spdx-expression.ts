import { familyOf } from './family.ts'
import { spdxId } from './spdx-list.ts'
import type { Terms } from './statement.ts'

const longest = 2000
const mostTokens = 200

/**
 * Reads an SPDX expression (`MIT OR (Apache-2.0 AND BSD-3-Clause)`, `GPL-2.0-only WITH Classpath-exception-2.0`).
 * `undefined` where it is none, or names an id SPDX does not list: a guess would grant what nobody granted.
 */
export function parseExpression(text: string): Terms | undefined {
  if (text.length > longest) return undefined
  const tokens = text.match(/[()]|[^\s()]+/g) ?? []
  if (tokens.length === 0 || tokens.length > mostTokens) return undefined
  const rest = tokens[Symbol.iterator]()
  let token = rest.next().value
  const next = () => (token = rest.next().value)
  const is = (word: string) => token?.toUpperCase() === word

  const chain = (word: 'OR' | 'AND', part: () => Terms | undefined): Terms | undefined => {
    const first = part()
    if (!first) return undefined
    const parts = [first]
    while (is(word)) {
      next()
      const further = part()
      if (!further) return undefined
      parts.push(further)
    }
    return parts.length === 1 ? first : { type: word === 'OR' ? 'or' : 'and', of: parts }
  }
  const either = (): Terms | undefined => chain('OR', both)
  const both = (): Terms | undefined => chain('AND', one)
  const one = (): Terms | undefined => {
    if (is('(')) {
      next()
      const inner = either()
      if (!inner || !is(')')) return undefined
      next()
      return inner
    }
    const licence = token === undefined ? undefined : licenceOf(token)
    if (!licence) return undefined
    next()
    if (!is('WITH')) return licence
    const exception = next()
    next()
    return exception === undefined || licence.type !== 'licence'
      ? undefined
      : withException(licence, exception)
  }
  const terms = either()
  return token === undefined ? terms : undefined
}

/** The expression of terms, alternatives in brackets where they stand beside others. */
export function expressionOf(terms: Terms): string {
  if (terms.type === 'licence')
    return terms.exception === undefined ? terms.id : `${terms.id} WITH ${terms.exception}`
  const word = terms.type === 'or' ? ' OR ' : ' AND '
  return terms.of
    .map((part) =>
      part.type === 'or' && terms.type === 'and' ? `(${expressionOf(part)})` : expressionOf(part),
    )
    .join(word)
}

function licenceOf(token: string): Terms | undefined {
  if (/^(DocumentRef-[\w.-]+:)?LicenseRef-[\w.-]+$/.test(token))
    return { type: 'licence', id: token, family: familyOf(token) }
  const id = spdxId(token) ?? orLater(token)
  return id === undefined ? undefined : { type: 'licence', id, family: familyOf(id) }
}

const orLater = (token: string): string | undefined =>
  token.endsWith('+') ? (spdxId(`${token.slice(0, -1)}-or-later`) ?? spdxId(token.slice(0, -1))) : undefined

/** Exceptions that free what is linked with, not changed; any other only adds permissions we do not count. */
const linking =
  /^(Classpath-exception|GCC-exception|Linux-syscall-note|openjdk-assembly|OpenJDK|GPL-3\.0-linking|LLVM-exception|Bison|Autoconf|Libtool|u-boot|WxWindows|OCaml-LGPL)/i

const withException = (licence: Terms & { type: 'licence' }, exception: string): Terms => ({
  ...licence,
  exception,
  family: licence.family === 'copyleft' && linking.test(exception) ? 'weakCopyleft' : licence.family,
})
