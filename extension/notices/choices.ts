import { h } from './element.ts'
import type { Choices } from './view.ts'

/** One answer of a few, each with a key of its own. `changed` after every choice; `chosen` is empty before the first. */
export function createChoices(id: string, { label, choices, chosen }: Choices, changed: () => void) {
  const options = choices.map(({ value, text, key }) => {
    const input = h('input', { type: 'radio', name: id, value, checked: value === chosen })
    const element = h('label', { class: 'choice' }, input, text, h('kbd', { 'aria-hidden': 'true' }, key))
    return { value, key, input, element }
  })
  const element = h(
    'fieldset',
    {},
    h('legend', {}, label),
    h('div', { class: 'choices' }, ...options.map((option) => option.element)),
  )
  const choose = (option: (typeof options)[number] | undefined): boolean => {
    if (!option) return false
    option.input.checked = true
    changed()
    return true
  }
  return {
    element,
    chosen: () => options.find(({ input }) => input.checked)?.value ?? '',
    focus: () => options[0]?.input.focus(),
    keyed: (key: string) => choose(options.find((option) => option.key.toLowerCase() === key.toLowerCase())),
    clicked(target: Element | null) {
      choose(options.find((option) => target && option.element.contains(target)))
    },
    changed,
  }
}
