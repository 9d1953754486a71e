import { webAddress } from '../address.ts'
import { placeOf } from '../place.ts'
import { defineSignal } from '../signal.ts'

/**
 * `rel=license` on a, area and link (WHATWG HTML: the licence of the page's main content), and its RDFa spellings. It
 * speaks of the figure it stands in, or of what `about` names. An RSL file is no deed: `ai-reservation` reads that.
 */
export const relLicense = defineSignal('rel-license', {
  selector:
    'a[rel~="license" i],area[rel~="license" i],link[rel~="license" i],[rel~="cc:license" i],[rel~="dct:license" i],[rel~="dcterms:license" i]',
  most: 200,
  read: (element, page) => {
    const words = (element.attribute('rel') ?? '').toLowerCase().split(/\s+/)
    if (!words.some((word) => /^(cc:|dct:|dcterms:)?license$/.test(word))) return []
    if (element.attribute('type') === 'application/rsl+xml') return []
    const licence = webAddress(element.attribute('href') ?? element.attribute('resource'), page.base)
    if (licence === undefined) return []
    const place = placeOf(element, page)
    return [{ signal: 'rel-license', ...place, authority: place.scope === 'asset' ? 'C' : 'D', licence }]
  },
})
