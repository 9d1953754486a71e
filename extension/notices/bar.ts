import { h } from './element.ts'
import type { NoticeView } from './view.ts'

/** The calm bar of a check that takes over a second. Not modal: the page stays usable. */
export function createBar(view: NoticeView, cancel: () => void) {
  const mark = h('span', { class: 'mark', 'aria-hidden': 'true' }, '簽')
  const buttons = view.buttons.map((button) => h('button', { type: 'button' }, button.text))
  return {
    element: h(
      'div',
      { class: `bar ${view.tone}`, lang: view.lang, role: 'status', popover: 'manual' },
      mark,
      view.title,
      ...buttons,
    ),
    clicked(target: Element | null) {
      if (buttons.some((button) => target && button.contains(target))) cancel()
    },
  }
}
