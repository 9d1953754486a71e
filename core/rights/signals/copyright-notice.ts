import { placeOf } from '../place.ts'
import { defineSignal, type PageElement } from '../signal.ts'

/** © and what is written about reuse in captions, footers and what calls itself a copyright line: free text (F). */
export const copyrightNotice = defineSignal('copyright-notice', {
  selector:
    'footer,[role=contentinfo],figcaption,small,[class*="copyright" i],[id*="copyright" i],[class*="license" i],[class*="footer" i]',
  most: 60,
  read: (element, page) => {
    if (!isNoticePlace(element)) return []
    const text = element.text().slice(0, 4000)
    const at = text.search(speaksOfRights)
    if (at === -1) return []
    const notice = text
      .slice(Math.max(0, at - 60), at + 240)
      .replace(/\s+/g, ' ')
      .trim()
    return [{ signal: 'copyright-notice', ...placeOf(element, page), authority: 'F', notice }]
  },
})

const isNoticePlace = (element: PageElement): boolean =>
  element.name === 'footer' ||
  element.name === 'figcaption' ||
  element.name === 'small' ||
  element.attribute('role') === 'contentinfo' ||
  /copyright|license|footer/i.test(element.attribute('class') ?? '') ||
  /copyright/i.test(element.attribute('id') ?? '')

const speaksOfRights =
  /©|\(c\) ?\d|copyright|all rights reserved|版權|著作權|轉載|創用 ?cc|creative commons|editorial use|personal use|non-?commercial|非商業|僅供個人|限個人|商用需|不得用於|禁止重製/i
