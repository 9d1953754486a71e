import { webAddress } from '../address.ts'
import { clip } from '../clip.ts'
import { isMediaItem, mediaIn } from '../place.ts'
import { defineSignal, type PageContext, type PageElement, type PageSignal } from '../signal.ts'

/** schema.org microdata: the same four properties as in JSON-LD, of the item around them. */
export const microdata = defineSignal('microdata', {
  selector:
    '[itemprop~="license"],[itemprop~="acquireLicensePage"],[itemprop~="copyrightNotice"],[itemprop~="creditText"]',
  most: 200,
  read: (element, page) => {
    const said = saidBy(element, page)
    if (said === undefined) return []
    const item = itemAround(element)
    if (item === undefined) return []
    return isMediaItem(item)
      ? [{ signal: 'microdata', scope: 'asset', authority: 'C', about: mediaIn(item, page), ...said }]
      : [{ signal: 'microdata', scope: 'page', authority: 'C', about: [], ...said }]
  },
})

const wanted: ReadonlySet<string> = new Set([
  'license',
  'acquireLicensePage',
  'copyrightNotice',
  'creditText',
])

function saidBy(
  element: PageElement,
  page: PageContext,
): Pick<PageSignal, 'licence' | 'acquire' | 'notice' | 'author'> | undefined {
  const properties = (element.attribute('itemprop') ?? '').split(/\s+/)
  if (!properties.some((property) => wanted.has(property))) return undefined
  const address = webAddress(element.attribute('href') ?? element.attribute('src'), page.base)
  const text = clip(element.attribute('content') ?? element.text(), 300)
  if (properties.includes('license')) {
    const licence = address ?? text
    return licence === undefined ? undefined : { licence }
  }
  if (properties.includes('acquireLicensePage'))
    return address === undefined ? undefined : { acquire: address }
  if (properties.includes('copyrightNotice')) return text === undefined ? undefined : { notice: text }
  if (properties.includes('creditText')) return text === undefined ? undefined : { author: text }
  return undefined
}

function itemAround(element: PageElement): PageElement | undefined {
  let at = element.parent
  for (let step = 0; at && step < 30; step++, at = at.parent)
    if (at.attribute('itemscope') !== undefined) return at
  return undefined
}
