import { h } from './element.ts'
import type { NoticeView } from './view.ts'

/** The calm bar of a check that takes over a second. Not modal: the page stays usable. */
export function createBar(view: NoticeView, cancel: () => void) {
  const mark = h('span', { class: 'mark', 'aria-hidden': 'true' }, '簽')
  const buttons = view.buttons.map((button) => h('button', { type: 'button' }, button.text))
  // Without a value until there is one: a bar at nought would be a guess.
  const reading = h('progress', { max: '100', 'aria-labelledby': 'title' })
  const percent = h('span', { class: 'percent', 'aria-hidden': 'true' })
  return {
    element: h(
      'div',
      { class: `bar ${view.tone}`, lang: view.lang, popover: 'manual' },
      mark,
      // Said once; each per cent is the progress element's to say, not the live region's.
      h('div', { class: 'check' }, h('span', { id: 'title', role: 'status' }, view.title), reading, percent),
      ...buttons,
    ),
    progress(share: number) {
      reading.value = share
      percent.textContent = `${share}%`
    },
    clicked(target: Element | null) {
      if (buttons.some((button) => target && button.contains(target))) cancel()
    },
  }
}
