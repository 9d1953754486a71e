import { setTimeout as wait } from 'node:timers/promises'
import { until } from './actions.ts'
import type { Point, Tab } from './browser.ts'

/** Where things of `fixtures/pages/channels.html` stand: in the page, a shadow root or a frame. */
export const standPlaces = ['light', 'open', 'closed', 'frame', 'srcdoc', 'foreign'] as const
export type StandPlace = (typeof standPlaces)[number]

/** What each place calls itself in what it notes. */
export const labelOf = (place: StandPlace): string =>
  place === 'frame' || place === 'srcdoc' || place === 'foreign' ? 'frame' : place

export type Part = 'zone' | 'text' | 'form'

/** The middle of a part on the screen, once its frame is there. */
export async function middleOf(
  tab: Tab,
  place: StandPlace,
  part: Part | { readonly css: string },
): Promise<Point> {
  const find = { place, css: typeof part === 'string' ? selectors[part] : part.css }
  const frame = await until(tab, frameCorner, place, `the frame ${place}`)
  if (place !== 'foreign') return await until(tab, middleIn, find, `${place} ${find.css}`)
  const inside = await foreignMiddle(tab, find)
  return { x: frame.x + inside.x, y: frame.y + inside.y }
}

/** Puts a text on the clipboard as a person does: writes it somewhere else, marks it and copies it. */
export async function copyText(tab: Tab, text: string): Promise<void> {
  await tab.front()
  await tab.evaluate((copied) => {
    const field = document.querySelector<HTMLTextAreaElement>('#source') ?? document.createElement('textarea')
    field.id = 'source'
    document.body.append(field)
    field.value = copied
    field.focus()
    field.select()
  }, text)
  await tab.press('Control+C')
}

/** What the page and its frames wrote down, line by line. */
export async function noted(tab: Tab): Promise<readonly string[]> {
  const own = await tab.evaluate(() => {
    const frames = ['#same-origin', '#srcdoc'].map(
      (id) => document.querySelector<HTMLIFrameElement>(id)?.contentDocument,
    )
    return [document, ...frames].map((page) => page?.querySelector('#got')?.textContent ?? '').join('')
  }, null)
  const foreign = await tab.evaluate(
    () => document.querySelector('#got')?.textContent ?? '',
    null,
    'other.example.net',
  )
  return (own + foreign).split('\n').filter((line) => line !== '')
}

export async function waitUntilNoted(tab: Tab, text: string, patience = 10_000): Promise<readonly string[]> {
  const deadline = Date.now() + patience
  for (;;) {
    const lines = await noted(tab)
    if (lines.some((line) => line.includes(text))) return lines
    if (Date.now() > deadline) throw new Error(`the page did not note 「${text}」 but: ${lines.join('\n')}`)
    await wait(30)
  }
}

const selectors = { zone: '#zone, #light', text: 'textarea', form: 'form' }

async function foreignMiddle(
  tab: Tab,
  find: { readonly place: StandPlace; readonly css: string },
): Promise<Point> {
  const deadline = Date.now() + 10_000
  for (;;) {
    const point = await tab
      .evaluate(middleIn, { ...find, place: 'light' }, 'other.example.net')
      .catch(() => undefined)
    if (point) return point
    if (Date.now() > deadline) throw new Error(`the foreign frame has no ${find.css}`)
    await wait(30)
  }
}

function frameCorner(place: string): Point | undefined {
  const ids: Record<string, string> = { frame: '#same-origin', srcdoc: '#srcdoc', foreign: '#foreign' }
  const frame = ids[place] && document.querySelector(ids[place])
  if (!frame) return { x: 0, y: 0 }
  frame.scrollIntoView({ block: 'center', behavior: 'instant' })
  const { x, y } = frame.getBoundingClientRect()
  return { x: x + frame.clientLeft, y: y + frame.clientTop }
}

function middleIn({ place, css }: { readonly place: string; readonly css: string }): Point | undefined {
  const page = window as unknown as Record<string, ShadowRoot | undefined>
  const frameId = place === 'frame' ? '#same-origin' : place === 'srcdoc' ? '#srcdoc' : undefined
  const frame = frameId === undefined ? undefined : document.querySelector<HTMLIFrameElement>(frameId)
  const corner = frame?.getBoundingClientRect()
  const root = frame ? frame.contentDocument : place === 'light' ? document : page[`${place}Root`]
  const part = root?.querySelector(css)
  if (!part) return undefined
  if (!frame) part.scrollIntoView({ block: 'nearest', behavior: 'instant' })
  const box = part.getBoundingClientRect()
  const left = corner && frame ? corner.x + frame.clientLeft : 0
  const top = corner && frame ? corner.y + frame.clientTop : 0
  return { x: left + box.x + box.width / 2, y: top + box.y + box.height / 2 }
}
