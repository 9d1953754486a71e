import { isMediaAddress, webAddress } from './address.ts'
import type { PageContext, PageElement, Scope } from './signal.ts'

export interface Place {
  readonly scope: Scope
  readonly about: readonly string[]
}

/** Steps up from an element; real markup answers within ten, hostile nesting must not cost more. */
const highest = 30
const mostVisited = 200
const mostMedia = 24

/** What an element speaks of by where it stands: a named work, the figure around it, the page, or the site's footer. */
export function placeOf(element: PageElement, page: PageContext): Place {
  let inFooter = false
  let at: PageElement | undefined = element
  for (let step = 0; at && step < highest; step++, at = at.parent) {
    const about = at.attribute('about') ?? (at === element ? undefined : at.attribute('resource'))
    if (about !== undefined) {
      const address = webAddress(about, page.base)
      if (address !== undefined && address !== page.url) return { scope: 'asset', about: [address] }
    }
    if (at.name === 'figure' || isMediaItem(at)) return { scope: 'figure', about: mediaIn(at, page) }
    if (at.name === 'article' || at.name === 'main') return { scope: 'page', about: [] }
    inFooter ||= isFooter(at)
  }
  return { scope: inFooter ? 'site' : 'page', about: [] }
}

/** Addresses of pictures, sound, video and downloads inside an element. */
export function mediaIn(element: PageElement, page: PageContext, visits = mostVisited): readonly string[] {
  const found = new Set<string>()
  for (const inside of descendants(element, visits)) {
    for (const raw of mediaAttributes(inside)) {
      const address = webAddress(raw, page.base)
      if (address !== undefined) found.add(address)
    }
    if (found.size >= mostMedia) break
  }
  return [...found]
}

/** The element's microdata type names a picture, recording or file rather than a page. */
export function isMediaItem(element: PageElement): boolean {
  return element.attribute('itemscope') !== undefined && isMediaType(element.attribute('itemtype') ?? '')
}

/** A schema.org type that is a work of its own, shown on a page but not covered by the page's licence. */
export const isMediaType = (type: string): boolean =>
  /(^|\/|\s|:)(ImageObject|Photograph|VideoObject|AudioObject|MediaObject|DataDownload|MusicRecording|VisualArtwork|3DModel)\b/.test(
    type,
  )

function* descendants(element: PageElement, visits: number): Generator<PageElement> {
  const waiting = [element]
  for (let visited = 0; visited < visits; visited++) {
    const next = waiting.pop()
    if (!next) return
    yield next
    const children: PageElement[] = []
    for (const child of next.children()) if (children.push(child) >= visits) break
    waiting.push(...children.reverse())
  }
}

function mediaAttributes(element: PageElement): readonly (string | undefined)[] {
  switch (element.name) {
    case 'img':
      return [element.attribute('src'), element.attribute('data-src'), ...srcset(element)]
    case 'source':
      return [element.attribute('src'), ...srcset(element)]
    case 'video':
    case 'audio':
      return [element.attribute('src')]
    case 'a': {
      const href = element.attribute('href')
      const isFile = element.attribute('download') !== undefined || isMediaAddress(`https://x/${href ?? ''}`)
      return isFile ? [href] : []
    }
    default:
      return []
  }
}

const srcset = (element: PageElement): readonly (string | undefined)[] =>
  (element.attribute('srcset') ?? '')
    .slice(0, 2000)
    .split(',', 8)
    .map((candidate) => candidate.trim().split(/\s/, 1)[0])

function isFooter(element: PageElement): boolean {
  if (element.name === 'footer' || element.attribute('role') === 'contentinfo') return true
  const labels = `${element.attribute('id') ?? ''} ${element.attribute('class') ?? ''}`
  return labels.length > 1 && labels.length < 500 && footerLabel.test(labels)
}
const footerLabel = /(^|[\s_-])(site-?)?footer([\s_-]|$)/i
