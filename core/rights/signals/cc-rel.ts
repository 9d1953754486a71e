import { clip } from '../clip.ts'
import { placeOf } from '../place.ts'
import { defineSignal } from '../signal.ts'

/** Who is to be named, and the work's title, as ccREL writes them (W3C Member Submission 2008). Grants nothing itself. */
export const ccRel = defineSignal('cc-rel', {
  selector:
    '[property~="cc:attributionName" i],[property~="dct:title" i],[property~="dcterms:title" i],[property~="dc:title" i]',
  most: 50,
  read: (element, page) => {
    const property = (element.attribute('property') ?? '').toLowerCase()
    const text = clip(element.attribute('content') ?? element.text(), 200)
    if (text === undefined) return []
    const place = placeOf(element, page)
    if (/(^|\s)cc:attributionname(\s|$)/.test(property))
      return [{ signal: 'cc-rel', ...place, authority: 'D', author: text }]
    if (/(^|\s)(dct|dcterms|dc):title(\s|$)/.test(property))
      return [{ signal: 'cc-rel', ...place, authority: 'D', title: text }]
    return []
  },
})
