import { webAddress } from '../address.ts'
import { clip } from '../clip.ts'
import { defineSignal } from '../signal.ts'

/** Dublin Core and article metadata in the head. Prefixes are written in any case; it speaks of the page. */
export const dublinCore = defineSignal('dublin-core', {
  selector:
    'meta[name^="dc" i],meta[name="citation_license" i],meta[name="copyright" i],meta[name="rights" i],meta[name="license" i],link[rel^="dc" i]',
  most: 60,
  read: (element, page) => {
    if (element.name !== 'meta' && element.name !== 'link') return []
    const name = (element.attribute('name') ?? element.attribute('rel') ?? '').toLowerCase()
    if (element.name === 'link' && !name.startsWith('dc')) return []
    const text = clip(element.attribute('content'), 300) ?? webAddress(element.attribute('href'), page.base)
    if (text === undefined) return []
    const page_ = { signal: 'dublin-core', scope: 'page', about: [] } as const
    switch (name.replace(/^(dc|dcterms|dct)[.:]/, '')) {
      case 'license':
      case 'rights.license':
        return [{ ...page_, authority: name === 'license' ? 'F' : 'D', licence: text }]
      case 'citation_license':
        return [{ ...page_, authority: 'C', licence: text }]
      case 'rights':
        // `rights` may name a licence or only a holder; the statement tells which.
        return [{ ...page_, authority: name === 'rights' ? 'F' : 'D', licence: text, notice: text }]
      case 'copyright':
      case 'rightsholder':
      case 'accessrights':
        return [{ ...page_, authority: 'F', notice: text }]
      default:
        return []
    }
  },
})
