import { setTimeout as wait } from 'node:timers/promises'
import { accessibilityProblems } from './accessibility.ts'
import type { Point, Tab } from './browser.ts'

/** The guard's dialog in a page: a closed shadow root that scripts of the page cannot read. */
const host = '[data-countersign-notice]'

/** Waits for the notice to say the text and gives back all it says. */
export async function seeNotice(tab: Tab, text: string, patience = 15_000): Promise<string> {
  const deadline = Date.now() + patience
  for (;;) {
    const shown = await noticeText(tab)
    if (shown?.includes(text)) return shown
    if (Date.now() > deadline) throw new Error(`no notice said 「${text}」 but: ${shown ?? 'there is none'}`)
    await wait(50)
  }
}

/** What the notice says, or undefined when there is none. */
export async function noticeText(tab: Tab): Promise<string | undefined> {
  const there = await tab.evaluate((selector) => document.querySelector(selector) !== null, host)
  if (!there) return undefined
  return await tab
    .inClosedRoot(
      host,
      (root) =>
        [...root.children]
          .filter((part) => part.localName !== 'style')
          .map((part) => (part as HTMLElement).innerText)
          .join('\n'),
      null,
    )
    // It went away between the two questions.
    .catch(() => undefined)
}

export async function noNotice(tab: Tab, patience = 10_000): Promise<void> {
  const deadline = Date.now() + patience
  while ((await noticeText(tab)) !== undefined) {
    if (Date.now() > deadline) throw new Error(`the notice stayed: ${await noticeText(tab)}`)
    await wait(50)
  }
}

/**
 * What axe finds in the notice in this colour scheme, and whether it holds the focus. The closed root is lent to
 * the page's own world for that time: axe walks open roots only.
 */
export async function noticeProblems(tab: Tab, scheme: 'light' | 'dark'): Promise<readonly string[]> {
  await tab.front()
  const focus = await tab.inClosedRoot(host, lendRoot, scheme)
  const problems = await accessibilityProblems(tab, host)
  await tab.inClosedRoot(host, takeRootBack, null)
  return [...focus, ...problems]
}

function lendRoot(root: ShadowRoot, scheme: string): string[] {
  Object.defineProperty(root.host, 'shadowRoot', { value: root, configurable: true })
  const bar = root.querySelector<HTMLElement>('.bar')
  const dialog = root.querySelector('dialog')
  const shown = bar ?? dialog
  shown?.style.setProperty('color-scheme', scheme)
  // The bar of a running check leaves the page and its focus alone.
  if (bar) return []
  const problems: string[] = []
  if (!dialog?.matches(':modal')) problems.push('the dialog is not modal')
  if (!root.activeElement || !dialog?.contains(root.activeElement))
    problems.push('the focus is outside the dialog')
  return problems
}

function takeRootBack(root: ShadowRoot): void {
  Reflect.deleteProperty(root.host, 'shadowRoot')
  root.querySelector<HTMLElement>('dialog, .bar')?.style.removeProperty('color-scheme')
}

/** For so long after it appears the dialog takes a press for one that was meant for the page. Milliseconds. */
const settlingTime = 400

/** Presses a button of the notice with the mouse, no faster than a person who read it could. */
export async function pressInNotice(tab: Tab, name: string): Promise<void> {
  await tab.front()
  await placeInNotice(tab, `button「${name}」`, findButton, name)
  await wait(settlingTime)
  await tab.clickAt(await placeInNotice(tab, `button「${name}」`, findButton, name))
}

/** Writes into the notice's text field that has this label. */
export async function writeInNotice(tab: Tab, label: string, text: string): Promise<void> {
  await tab.front()
  await tab.clickAt(await placeInNotice(tab, `field「${label}」`, findField, label))
  await tab.type(text)
}

async function placeInNotice(
  tab: Tab,
  what: string,
  find: (root: ShadowRoot, name: string) => Point | null,
  name: string,
): Promise<Point> {
  const deadline = Date.now() + 10_000
  for (;;) {
    const place = await tab.inClosedRoot(host, find, name).catch(() => null)
    if (place) return place
    if (Date.now() > deadline) throw new Error(`the notice has no ${what}: ${await noticeText(tab)}`)
    await wait(50)
  }
}

function findButton(root: ShadowRoot, name: string): Point | null {
  const found = [...root.querySelectorAll('button')].find(
    (one) => one.innerText.trim().startsWith(name) && !one.disabled,
  )
  if (!found) return null
  const { x, y, width, height } = found.getBoundingClientRect()
  return width === 0 ? null : { x: x + width / 2, y: y + height / 2 }
}

function findField(root: ShadowRoot, name: string): Point | null {
  const found = [...root.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>('textarea, input')].find(
    (one) => [...(one.labels ?? [])].some((label) => label.innerText.includes(name)),
  )
  if (!found) return null
  found.scrollIntoView({ block: 'center' })
  const { x, y, width, height } = found.getBoundingClientRect()
  return { x: x + width / 2, y: y + height / 2 }
}
