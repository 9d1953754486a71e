import { defineSignal, type PageSignal } from '../signal.ts'

/**
 * Reservations against machines: `noai`, `noimageai` (robots), TDMRep (speaks of the HTML only), RSL. They change AI and
 * mining uses and nothing else; silence is no permission.
 */
export const aiReservation = defineSignal('ai-reservation', {
  selector: 'meta[name="robots" i],meta[name="tdm-reservation" i],link[type="application/rsl+xml"]',
  most: 20,
  read: (element) => {
    const of = (reserves: PageSignal['reserves'] & string): PageSignal => ({
      signal: 'ai-reservation',
      scope: 'page',
      authority: 'D',
      about: [],
      reserves,
    })
    const name = (element.attribute('name') ?? '').toLowerCase()
    const content = (element.attribute('content') ?? '').toLowerCase().slice(0, 500)
    if (element.name === 'meta' && name === 'robots') {
      const words = content.split(/[\s,]+/)
      return [
        ...(words.includes('noai') ? [of('ai')] : []),
        ...(words.includes('noimageai') ? [of('imageAi')] : []),
      ]
    }
    if (element.name === 'meta' && name === 'tdm-reservation')
      return content.trim() === '1' ? [of('training')] : []
    if (element.name === 'link' && element.attribute('type') === 'application/rsl+xml') return [of('ai')]
    return []
  },
})
