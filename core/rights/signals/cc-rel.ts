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
    const names = /(^|\s)cc:attributionname(\s|$)/.test(property)
    if (!names && !/(^|\s)(dct|dcterms|dc):title(\s|$)/.test(property)) return []
    const text = clip(element.attribute('content') ?? element.text(), 200)
    if (text === undefined) return []
    const said = names ? { author: text } : { title: text }
    return [{ signal: 'cc-rel', ...placeOf(element, page), authority: 'D', ...said }]
  },
})
