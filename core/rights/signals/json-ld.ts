import { webAddress } from '../address.ts'
import { clip } from '../clip.ts'
import { isMediaType } from '../place.ts'
import { defineSignal, type PageContext, type PageSignal } from '../signal.ts'

/** Scripts longer than this are not parsed; a page's rights fit in a fraction of it. */
const longest = 200_000
const mostNodes = 2000
const deepest = 16

/**
 * schema.org in JSON-LD: `license`, `acquireLicensePage`, `copyrightNotice` of any node, wherever it is nested. A
 * picture's node speaks of that picture, an article's of the page and not of its pictures; a dataset's also of its
 * distributions. `sdLicense` is the licence of the description and says nothing of the work.
 */
export const jsonLd = defineSignal('json-ld', {
  selector: 'script[type="application/ld+json" i]',
  most: 20,
  read: (element, page) => {
    if (element.name !== 'script' || !/^application\/ld\+json/i.test(element.attribute('type') ?? ''))
      return []
    const text = element.text()
    if (text.length > longest || !/"(license|acquireLicensePage|copyrightNotice|creditText)"/.test(text))
      return []
    const parsed = parse(text)
    return parsed === undefined ? [] : [...nodesIn(parsed)].flatMap((node) => signalsOf(node, page))
  },
})

type Node = Readonly<Record<string, unknown>>

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Half of the web's mistakes: a script that is no JSON says nothing.
    return undefined
  }
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

/** Every object of a document, breadth first, so that a deep one cannot hide a shallow one. */
function* nodesIn(root: unknown): Generator<Node> {
  let level: unknown[] = [root]
  let seen = 0
  for (let depth = 0; level.length > 0 && depth < deepest; depth++) {
    const next: unknown[] = []
    for (const value of level) {
      if (!isNode(value) || ++seen > mostNodes) continue
      if (!Array.isArray(value)) yield value
      for (const child of Object.values(value)) if (isNode(child) && next.length < mostNodes) next.push(child)
    }
    level = next
  }
}

function signalsOf(node: Node, page: PageContext): readonly PageSignal[] {
  const said = rightsOf(node, page)
  if (said === undefined) return []
  const own = addressesOf(node, page)
  const works = ['distribution', 'encoding', 'associatedMedia', 'hasPart']
    .flatMap((key) => listOf(node[key]))
    .filter(isNode)
    .filter((part) => part['license'] === undefined)
    .flatMap((part) => addressesOf(part, page))
    .concat(textOf(node['downloadUrl']).flatMap((url) => webAddress(url, page.base) ?? []))
  const base = { signal: 'json-ld', authority: 'C', ...said } as const
  const ofParts: PageSignal[] =
    works.length > 0 ? [{ ...base, scope: 'asset', about: works.slice(0, 50) }] : []
  if (isMediaType(textOf(node['@type']).join(' ')))
    return [{ ...base, scope: 'asset', about: own }, ...ofParts]
  const isPage = own.length === 0 || own.includes(page.url)
  return [
    isPage ? { ...base, scope: 'page', about: [] } : { ...base, scope: 'asset', about: own },
    ...ofParts,
  ]
}

type Said = Pick<PageSignal, 'licence' | 'notice' | 'acquire' | 'title' | 'author' | 'year'>

function rightsOf(node: Node, page: PageContext): Said | undefined {
  const licence = clip(textOf(node['license'])[0], 500)
  const acquire = textOf(node['acquireLicensePage']).flatMap((url) => webAddress(url, page.base) ?? [])[0]
  const notice = clip(textOf(node['copyrightNotice'])[0], 300)
  const credit = clip(textOf(node['creditText'])[0], 200)
  if (licence === undefined && acquire === undefined && notice === undefined && credit === undefined)
    return undefined
  const author =
    credit ?? nameOf(node['creator']) ?? nameOf(node['author']) ?? nameOf(node['copyrightHolder'])
  const title = clip(textOf(node['name'])[0] ?? textOf(node['headline'])[0], 200)
  const year = clip(textOf(node['copyrightYear'])[0], 9)
  return {
    ...(licence !== undefined && { licence: webAddressOr(licence, page) }),
    ...(acquire !== undefined && { acquire }),
    ...(notice !== undefined && { notice }),
    ...(author !== undefined && { author }),
    ...(title !== undefined && { title }),
    ...(year !== undefined && { year }),
  }
}

/** A path of this site is made whole; a name or identifier stays as written. */
const webAddressOr = (text: string, page: PageContext): string =>
  /^(\/|\.\/|https?:)/i.test(text) ? (webAddress(text, page.base) ?? text) : text

const addressesOf = (node: Node, page: PageContext): readonly string[] => [
  ...new Set(
    ['contentUrl', 'url', '@id', 'embedUrl', 'mainEntityOfPage'].flatMap((key) =>
      textOf(node[key]).flatMap((text) => (text.startsWith('_:') ? [] : (webAddress(text, page.base) ?? []))),
    ),
  ),
]

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value.slice(0, 50) : value === undefined ? [] : [value]

/** Texts of a value: itself, its items, or the address or name of the node it is. */
function textOf(value: unknown): readonly string[] {
  return listOf(value).flatMap((one) => {
    if (typeof one === 'string') return [one]
    if (typeof one === 'number') return [String(one)]
    if (!isNode(one)) return []
    const named = one['@id'] ?? one['url'] ?? one['@value'] ?? one['name']
    return typeof named === 'string' ? [named] : []
  })
}

function nameOf(value: unknown): string | undefined {
  const names = listOf(value).flatMap((one) => {
    const name: unknown = isNode(one) ? one['name'] : one
    return typeof name === 'string' ? [name] : []
  })
  return clip(names.slice(0, 5).join(', '), 200)
}
