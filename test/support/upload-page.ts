import { setTimeout as wait } from 'node:timers/promises'
import { until } from './actions.ts'
import type { Tab } from './browser.ts'

/** Every place of `fixtures/pages/upload.html` where a file input may stand, and how a script of the page finds it. */
export const inputPlaces = {
  light: () => document.querySelector<HTMLInputElement>('#light')!,
  open: () => document.querySelector('#open-host')!.shadowRoot!.querySelector('input')!,
  closed: () => (window as unknown as { closedInput: HTMLInputElement }).closedInput,
  detached: () => (window as unknown as { detachedInput: HTMLInputElement }).detachedInput,
  frame: inFrame,
  srcdoc: inFrame,
  foreign: inFrame,
} as const
export type InputPlace = keyof typeof inputPlaces
export const places = Object.keys(inputPlaces) as InputPlace[]

/** Part of the address of the frame an input stands in. */
const frames: Partial<Record<InputPlace, string>> = {
  frame: 'drive.example.com',
  srcdoc: 'about:srcdoc',
  foreign: 'other.example.net',
}

/** Chooses files as a person does; the detached input exists only after its button was pressed. */
export async function chooseIn(tab: Tab, place: InputPlace, paths: readonly string[]): Promise<void> {
  if (place === 'detached') await tab.evaluate(makeDetachedInput, null)
  await until(tab, framesAreReady, null, 'the frames of the page')
  await tab.chooseFiles(inputPlaces[place], paths, frames[place])
}

/** What the page and its frames wrote down: `chose LABEL NAME SIZE`, then `sent LABEL NAME SIZE SHA256`. */
export async function pageGot(tab: Tab): Promise<string> {
  const own = await tab.evaluate(() => {
    const frames = ['#same-origin', '#srcdoc'].map(
      (id) => document.querySelector<HTMLIFrameElement>(id)?.contentDocument,
    )
    return [document, ...frames].map((page) => page?.querySelector('#got')?.textContent ?? '').join('')
  }, null)
  return (
    own + (await tab.evaluate(() => document.querySelector('#got')?.textContent ?? '', null, frames.foreign))
  )
}

export async function waitUntilPageGot(tab: Tab, text: string, patience = 10_000): Promise<void> {
  const deadline = Date.now() + patience
  while (!(await pageGot(tab)).includes(text)) {
    if (Date.now() > deadline) throw new Error(`the page did not note 「${text}」 but: ${await pageGot(tab)}`)
    await wait(50)
  }
}

function framesAreReady(): true | undefined {
  const frames = ['#same-origin', '#srcdoc'].map((id) => document.querySelector<HTMLIFrameElement>(id))
  return frames.every((frame) => frame?.contentDocument?.querySelector('#got')) || undefined
}

function makeDetachedInput(): void {
  // Without its last line the button does all it does; the browser's own dialog would wait for a person.
  const input = document.createElement('input')
  input.type = 'file'
  const page = window as unknown as {
    detachedInput: HTMLInputElement
    receive: (input: HTMLInputElement, label: string) => void
  }
  page.detachedInput = input
  page.receive(input, 'detached')
}

function inFrame(): HTMLInputElement {
  return document.querySelector('input')!
}
