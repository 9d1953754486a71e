import { webAddress } from '../address.ts'
import { mediaIn, placeOf } from '../place.ts'
import { defineSignal, type PageContext, type PageElement } from '../signal.ts'

/**
 * A link to a Creative Commons deed, or its button, without `rel=license`. Beside the button or in a work's own figure
 * it is a declaration; a bare link in running text may only mention the licence (F).
 */
export const creativeCommonsLink = defineSignal('creative-commons-link', {
  selector:
    'a[href*="creativecommons.org/"],img[src*="licensebuttons.net/"],img[src*="creativecommons.org/l/"],img[src*="creativecommons.org/p/"]',
  most: 200,
  read: (element, page) => {
    const licence = licenceIn(element, page)
    if (licence === undefined) return []
    const place = placeOf(element, page)
    const declared = place.scope === 'asset' || place.scope === 'figure' || hasMark(element, page)
    return [{ signal: 'creative-commons-link', ...place, authority: declared ? 'D' : 'F', licence }]
  },
})

const deed = /^https?:\/\/(www\.)?creativecommons\.org\/(licenses|publicdomain)\//
const button = /^https?:\/\/(i\.creativecommons\.org|(www\.)?licensebuttons\.net)\/[lp]\//
const icon = /^https?:\/\/mirrors\.creativecommons\.org\/presskit\//

function licenceIn(element: PageElement, page: PageContext): string | undefined {
  if (element.name === 'img') {
    const address = webAddress(element.attribute('src'), page.base)
    return address !== undefined && button.test(address) ? address : undefined
  }
  if (element.name !== 'a' || /(^|[\s:])license(\s|$)/i.test(element.attribute('rel') ?? '')) return undefined
  const address = webAddress(element.attribute('href'), page.base)
  return address !== undefined && deed.test(address) ? address : undefined
}

/** The button in the link, or beside it. */
function hasMark(element: PageElement, page: PageContext): boolean {
  if (element.name === 'img') return true
  const isMark = (address: string) => button.test(address) || icon.test(address)
  return (
    mediaIn(element, page, 8).some(isMark) ||
    (element.parent !== undefined && mediaIn(element.parent, page, 16).some(isMark))
  )
}
