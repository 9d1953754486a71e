import { setTimeout as wait } from 'node:timers/promises'
import type { Point, Tab } from './browser.ts'

/** What a person does and sees, by the words on the screen. Each waits up to `patience` milliseconds. */
const patience = 10_000

/** What is looked for: a role with its accessible name, whole unless `part` is set. */
export interface Target {
  readonly role: 'button' | 'link' | 'field' | 'choice' | 'row' | 'heading' | 'dialog' | 'any'
  readonly name: string
  readonly part?: true
  /** Only inside the element with this CSS selector. */
  readonly within?: string
}

export const button = (name: string): Target => ({ role: 'button', name })
export const link = (name: string): Target => ({ role: 'link', name })
export const field = (name: string): Target => ({ role: 'field', name })

/** Clicks the middle of the element once it is there, enabled, at rest and covered by nothing. */
export async function click(tab: Tab, target: Target): Promise<void> {
  const what = `${target.role} 「${target.name}」`
  for (let before: Point | undefined; ;) {
    const now = await until(tab, findInPage, target, what)
    if (before && before.x === now.x && before.y === now.y) return await tab.clickAt(now)
    before = now
    await wait(80)
  }
}

/** Replaces what a text field holds by typing. */
export async function fill(tab: Tab, name: string, text: string): Promise<void> {
  await click(tab, field(name))
  await tab.evaluate(() => {
    const active = document.activeElement
    if (active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement) active.select()
  }, null)
  await tab.type(text)
}

/** Chooses an option of a select field by the words shown for it. */
export async function choose(tab: Tab, name: string, option: string): Promise<void> {
  await click(tab, field(name))
  // The open list is the browser's own window; letting it go and setting the value is what it does.
  await tab.press('Escape')
  await until(tab, chooseOption, option, `option 「${option}」 of 「${name}」`)
}

/** Waits until the page shows the text. */
export async function see(tab: Tab, text: string, within = 'body'): Promise<void> {
  await until(tab, hasText, { text, within }, `「${text}」`)
}

export async function shows(tab: Tab, text: string, within = 'body'): Promise<boolean> {
  return (await tab.evaluate(hasText, { text, within })) === true
}

/** Repeats the question in the page until it has an answer. */
export async function until<Argument, Value>(
  tab: Tab,
  inPage: (argument: Argument) => Value | undefined,
  argument: Argument,
  what: string,
  limit = patience,
): Promise<NonNullable<Value>> {
  const deadline = Date.now() + limit
  let lastProblem = ''
  for (;;) {
    const answer = await tab.evaluate(inPage, argument).catch((problem: unknown) => {
      // The page may be between two documents; a lasting problem is told below.
      lastProblem = String(problem)
      return undefined
    })
    if (answer !== undefined && answer !== null) return answer
    if (Date.now() > deadline) throw new Error(await explain(tab, what, lastProblem))
    await wait(50)
  }
}

async function explain(tab: Tab, what: string, problem: string): Promise<string> {
  const text = await tab.evaluate(() => document.body.innerText, null).catch(() => '')
  return [
    `waited in vain for ${what} at ${tab.url()}`,
    problem,
    ...tab.problems(),
    '— the page shows:',
    text.slice(0, 3000),
  ]
    .filter((line) => line !== '')
    .join('\n')
}

function chooseOption(option: string): true | undefined {
  const select = document.activeElement
  if (!(select instanceof HTMLSelectElement)) return undefined
  const found = [...select.options].find(({ text }) => text.trim() === option)
  if (!found) return undefined
  select.value = found.value
  select.dispatchEvent(new Event('input', { bubbles: true }))
  select.dispatchEvent(new Event('change', { bubbles: true }))
  return true
}

function hasText({ text, within }: { readonly text: string; readonly within: string }): true | undefined {
  const tidy = (value: string) => value.replace(/\s+/g, ' ')
  return (
    [...document.querySelectorAll<HTMLElement>(within)].some((part) =>
      tidy(part.innerText).includes(tidy(text)),
    ) || undefined
  )
}

/** In the page: where the target's middle is, once a click there would reach it. */
function findInPage(target: Target): Point | undefined {
  const selectors = {
    button: 'button, [role=button], [role=tab], [role=menuitem], summary, input[type=submit]',
    link: 'a[href], [role=link]',
    field:
      'input:not([type=radio], [type=checkbox], [type=file]), textarea, select, [role=textbox], [role=combobox], [contenteditable=true]',
    choice:
      'input[type=radio], input[type=checkbox], [role=radio], [role=checkbox], [role=switch], [role=option], option',
    row: 'tr, [role=row], li',
    heading: 'h1, h2, h3, h4, [role=heading]',
    dialog: 'dialog[open], [role=dialog], [role=alertdialog]',
    any: '*',
  }
  const tidy = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim()
  const textOf = (element: Element) =>
    tidy(element instanceof HTMLElement ? element.innerText : element.textContent)
  const nameOf = (element: Element): string => {
    const labelledBy = element.getAttribute('aria-labelledby')?.split(/\s+/)
    if (labelledBy)
      return tidy(
        labelledBy.map((id) => element.ownerDocument.getElementById(id)?.textContent ?? '').join(' '),
      )
    const label = element.getAttribute('aria-label')
    if (label) return tidy(label)
    const labels = 'labels' in element ? (element.labels as NodeListOf<HTMLLabelElement> | null) : null
    if (labels && labels.length > 0) return tidy([...labels].map((part) => part.innerText).join(' '))
    return textOf(element) || tidy(element.getAttribute('title') ?? element.getAttribute('placeholder'))
  }
  const everywhere = (root: ParentNode): Element[] =>
    [...root.querySelectorAll('*')].flatMap((element) =>
      element.shadowRoot ? [element, ...everywhere(element.shadowRoot)] : [element],
    )
  const scopes = target.within === undefined ? [document] : [...document.querySelectorAll(target.within)]
  const wanted = tidy(target.name)
  const fits = (element: Element) => {
    const name = nameOf(element)
    // Marks beside a label (＊ for required) are not part of its name.
    return target.part ? name.includes(wanted) : name === wanted || name.replace(/\s*[＊*…]$/, '') === wanted
  }
  const found = scopes
    .flatMap(everywhere)
    .filter((element) => element.matches(selectors[target.role]) && fits(element))
    .map((element) =>
      'labels' in element && element.getClientRects().length === 0
        ? ((element.labels as NodeListOf<Element> | null)?.[0] ?? element)
        : element,
    )
    .filter(
      (element) => element.getClientRects().length > 0 && !element.matches(':disabled, [aria-disabled=true]'),
    )
  // The innermost: a row of the same words lies inside its list.
  const element = found.findLast((one) => !found.some((other) => other !== one && one.contains(other)))
  if (!element) return undefined
  element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' })
  const box = element.getBoundingClientRect()
  const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const root = element.getRootNode() as Document | ShadowRoot
  const top = root.elementFromPoint(point.x, point.y)
  const covered =
    top === null ||
    !(element.contains(top) || top.contains(element) || top.closest('label')?.contains(element))
  return covered ? undefined : point
}
