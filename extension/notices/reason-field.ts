import { h } from './element.ts'
import { icon } from './icons.ts'
import type { ReasonField } from './view.ts'

export interface ReasonFieldPorts {
  /** Resolves to why the text may not be recorded, or null. */
  readonly screen: (text: string) => Promise<string | null>
  readonly changed: () => void
}

/** Pause after the last key before a text is screened, in milliseconds. */
const pause = 250

/** A text a person must write: long enough, and without personal data, checked while it is written. */
export function createReasonField(id: string, field: ReasonField, ports: ReasonFieldPorts) {
  const input = h('textarea', {
    id,
    class: field.minLength > 1 ? 'long' : undefined,
    rows: field.minLength > 1 ? '2' : '1',
    placeholder: field.placeholder,
    maxlength: String(field.maxLength),
    'aria-describedby': `${id}-hint`,
    autocomplete: 'off',
  })
  const hint = h('p', { id: `${id}-hint`, class: 'hint', 'aria-live': 'polite' })
  let fits = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  const say = (text: string, bad: boolean) => {
    hint.replaceChildren(...(bad ? [icon('circle-x')] : []), text)
    hint.classList.toggle('bad', bad)
    input.setAttribute('aria-invalid', String(bad))
  }
  const settle = (result: boolean) => {
    fits = result
    ports.changed()
  }
  const screen = async () => {
    const mine = ++turn
    const text = written()
    const problem = await ports.screen(text).catch(() => '')
    // Someone typed on, and a later answer will come.
    if (mine !== turn) return
    if (problem !== null) {
      if (problem) say(problem, true)
      settle(false)
    } else if (count(text) < field.minLength) settle(false)
    else {
      say(counted(field.fits, text), false)
      settle(true)
    }
  }
  const written = () => input.value.trim()
  const typed = () => {
    clearTimeout(timer)
    turn++
    const text = written()
    if (count(text) < field.minLength) say(counted(field.tooShort, text), false)
    settle(false)
    if (text) timer = setTimeout(() => void screen(), pause)
  }
  say(counted(field.tooShort, ''), false)

  return {
    nodes: [h('label', { for: id }, field.label), input, hint],
    input,
    typed,
    written,
    fits: () => fits,
  }
}

const count = (text: string): number => Array.from(text).length
const counted = (template: string, text: string): string => template.replace('{count}', String(count(text)))
