import type { Decision } from '../messaging.ts'
import { h } from './element.ts'
import { icon } from './icons.ts'
import { createChoices } from './choices.ts'
import { createReasonField } from './reason-field.ts'
import type { Button, Fact, NoticeView } from './view.ts'

export interface DialogPorts {
  readonly screen: (text: string) => Promise<string | null>
  readonly decide: (decision: Decision) => void
}

/** A key or click this soon after the dialog appeared was meant for the page. Milliseconds. */
const settlingTime = 400

/** The question itself: what was found, where it goes, under which rule, and what may be done. */
export function createDialog(view: NoticeView, ports: DialogPorts) {
  const fields = view.ask ? askFields(view, ports, () => refresh()) : undefined
  const buttons = view.buttons.map((button) => ({ button, element: buttonOf(button) }))
  const trouble = h('p', { class: 'trouble', role: 'alert' })
  const heading = h('h2', { id: 'title', tabindex: '-1' }, view.title)
  let busy = false
  let settled = false

  const element = h(
    'dialog',
    {
      class: view.cover ? `${view.tone} cover` : view.tone,
      lang: view.lang,
      role: 'alertdialog',
      'aria-labelledby': 'title',
      'aria-describedby': 'lead facts',
    },
    topLine(view),
    h(
      'div',
      { class: 'in' },
      heading,
      h('p', { id: 'lead', class: 'lead' }, view.lead),
      view.facts.length > 0 ? factList(view.facts) : undefined,
      fields?.element,
    ),
    h('div', { class: 'buttons' }, ...buttons.map(({ element }) => element)),
    trouble,
    h('p', { class: 'footer' }, view.footer),
  )

  const refresh = () => {
    for (const { button, element } of buttons) {
      const early = !settled && button.decision !== 'cancel'
      element.disabled = busy || early || (needsWords(button) && fields !== undefined && !fields.fits())
    }
  }
  const press = (decision: Button['decision']) => {
    if (busy || (decision !== 'cancel' && !settled)) return
    if (decision === 'cancel' || decision === 'proceed') ports.decide({ type: decision })
    else if (fields?.fits()) ports.decide(fields.decision())
    else fields?.focus()
  }
  const byKey = (key: string) => view.buttons.find((button) => button.key.toLowerCase() === key.toLowerCase())
  refresh()
  setTimeout(() => {
    settled = true
    refresh()
  }, settlingTime)
  // A letter typed into a text is text: there the same button answers to Ctrl and Enter.
  element.addEventListener('focusin', ({ target }) => {
    for (const { button, element } of buttons) {
      const key = element.querySelector('kbd')
      if (key && needsWords(button))
        key.textContent = target instanceof HTMLTextAreaElement ? 'Ctrl Enter' : button.key
    }
  })

  return {
    element,
    focus: () => heading.focus(),
    fields: fields?.all ?? [],
    press,
    keyed(event: KeyboardEvent, focused: Element | null) {
      // Esc and Enter belong to the input method while it composes.
      if (event.isComposing || event.key === 'Process') return
      const writing = focused instanceof HTMLTextAreaElement
      if (event.key === 'Escape') press('cancel')
      else if (writing && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) pressMain()
      else if (!writing && !event.ctrlKey && !event.metaKey && !event.altKey && fields?.keyed(event.key)) {
        // A key that chooses an answer.
      } else if (!writing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        const button = byKey(event.key)
        if (!button) return
        press(button.decision)
      } else return
      event.preventDefault()
    },
    clicked(target: Element | null) {
      fields?.clicked(target)
      const hit = buttons.find(({ element }) => target && element.contains(target))
      if (hit && !hit.element.disabled) press(hit.button.decision)
    },
    setBusy(value: boolean) {
      busy = value
      trouble.textContent = ''
      refresh()
    },
    showTrouble(message: string, final: boolean) {
      busy = false
      trouble.replaceChildren(icon('circle-x'), message)
      refresh()
      if (final) for (const { button, element } of buttons) if (button.decision !== 'cancel') element.remove()
    },
  }

  function pressMain(): void {
    const main = view.buttons.find(needsWords)
    if (main) press(main.decision)
  }
}

const needsWords = (button: Button): boolean =>
  button.decision === 'justify' || button.decision === 'licence' || button.decision === 'requestException'

function askFields(view: NoticeView, ports: DialogPorts, changed: () => void) {
  const { ask } = view
  if (!ask) return undefined
  const field = (id: string, words: Parameters<typeof createReasonField>[1]) =>
    createReasonField(id, words, { screen: ports.screen, changed })
  const still = { keyed: (): boolean => false, clicked: (): void => undefined }
  if (ask.type === 'licence') {
    const choices = [
      createChoices('use', ask.use, changed),
      createChoices('basis', ask.basis, changed),
    ] as const
    const [use, basis] = choices
    const reason = ask.reason && field('reason', ask.reason)
    return {
      all: reason ? [reason] : [],
      element: h('div', { class: 'ask' }, use.element, basis.element, ...(reason?.nodes ?? [])),
      fits: () => use.chosen() !== '' && basis.chosen() !== '' && (reason?.fits() ?? true),
      focus: () => (choices.find((one) => one.chosen() === '') ?? reason?.input)?.focus(),
      decision: (): Decision => ({
        type: 'licence',
        use: use.chosen(),
        basis: basis.chosen(),
        reason: reason?.written() ?? '',
      }),
      keyed: (key: string) => choices.some((one) => one.keyed(key)),
      clicked: (target: Element | null) => choices.forEach((one) => one.clicked(target)),
    }
  }
  const reason = field('reason', ask.reason)
  if (ask.type === 'reason') {
    return {
      ...still,
      all: [reason],
      element: h('div', { class: 'ask' }, ...reason.nodes),
      fits: () => reason.fits(),
      focus: () => reason.input.focus(),
      decision: (): Decision => ({ type: 'justify', reason: reason.written() }),
    }
  }
  const compensating = field('compensating', ask.compensating)
  const period = h(
    'select',
    { id: 'period' },
    ...ask.period.choices.map(({ days, text }) => h('option', { value: String(days) }, text)),
  )
  return {
    ...still,
    all: [reason, compensating],
    element: h(
      'div',
      { class: 'ask' },
      ...reason.nodes,
      ...compensating.nodes,
      h('label', { for: 'period' }, ask.period.label),
      period,
    ),
    fits: () => reason.fits() && compensating.fits(),
    focus: () => (reason.fits() ? compensating : reason).input.focus(),
    decision: (): Decision => ({
      type: 'requestException',
      reason: reason.written(),
      compensating: compensating.written(),
      days: Number(period.value),
    }),
  }
}

function topLine(view: NoticeView): HTMLElement {
  const mark = h('span', { class: 'mark', 'aria-hidden': 'true' }, '簽')
  const chip = view.chip && h('span', { class: 'chip' }, icon(view.chip.icon), view.chip.text)
  return h('div', { class: 'top' }, mark, h('span', {}, `${view.brand}\u3000${view.organisation}`), chip)
}

function factList(facts: readonly Fact[]): HTMLElement {
  const lines = (fact: Fact) =>
    fact.lines.map(({ text, samples = [] }) =>
      h('div', {}, text, ...samples.map((sample) => h('span', { class: 'sample' }, sample))),
    )
  return h(
    'dl',
    { id: 'facts' },
    ...facts.flatMap((fact) => [h('dt', {}, fact.label), h('dd', {}, ...lines(fact))]),
  )
}

function buttonOf(button: Button): HTMLButtonElement {
  const note = button.note ? h('small', {}, button.note) : undefined
  const face = h('span', {})
  if (button.icon) face.append(icon(button.icon))
  face.append(button.text)
  if (note) face.append(note)
  const letter = button.key.length === 1 ? button.key : 'Escape'
  const attributes = {
    type: 'button',
    class: button.primary ? 'primary' : undefined,
    'aria-keyshortcuts': letter,
  }
  return h('button', attributes, face, h('kbd', { 'aria-hidden': 'true' }, button.key))
}
