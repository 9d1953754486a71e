import { formText } from '../page/form-text.ts'
import { isTrivial, type Channel } from '../page/held.ts'
import { sendAsHeld } from '../page/send-as-held.ts'
import { watchShadowRoots } from '../page/shadow-roots.ts'

/** Told by the MAIN world when a script calls `form.submit()`; `relatedTarget` is the form. */
export const scriptSubmitEvent = 'countersign-submit'

/**
 * Text typed into a form, at the moment it is sent: by its button, by Enter, by `requestSubmit` or by `submit`. Released,
 * the same button submits again, once; what was changed meanwhile is judged anew. What a script submits is sent as it
 * was when the script asked (`script-submit.ts`).
 */
export function watchForms(target: Window, channel: Channel): void {
  const holding = new WeakSet<HTMLFormElement>()
  /** The text a form may now send. */
  const passing = new WeakMap<HTMLFormElement, string>()
  /** A page that takes the event may send the same by script: it is not asked twice. */
  const judged = new WeakMap<HTMLFormElement, string>()

  const submit = (event: SubmitEvent) => {
    const form = event.composedPath()[0] ?? event.target
    if (!event.isTrusted || !(form instanceof HTMLFormElement) || !channel.armed()) return
    const { submitter } = event
    // Such a form closes its dialog and sends nothing.
    if (methodOf(form, submitter) === 'dialog') return
    const text = formText(form)
    const allowed = passing.get(form)
    passing.delete(form)
    if (allowed === text || isTrivial(text)) return

    event.preventDefault()
    event.stopImmediatePropagation()
    // A second press while the first is judged.
    if (holding.has(form)) return
    holding.add(form)
    channel.held({
      direction: 'formSubmit',
      files: [],
      text,
      release() {
        holding.delete(form)
        passing.set(form, text)
        judged.set(form, text)
        submitAgain(form, submitter)
        passing.delete(form)
      },
      drop: () => holding.delete(form),
    })
  }
  const submitByScript = (event: Event) => {
    event.stopImmediatePropagation()
    const form = event instanceof FocusEvent ? event.relatedTarget : null
    if (!(form instanceof HTMLFormElement) || !channel.armed()) return
    const text = formText(form)
    const before = judged.get(form)
    judged.delete(form)
    if (before === text || isTrivial(text)) return
    event.preventDefault()
    if (holding.has(form)) return
    holding.add(form)
    const send = sendAsHeld(form)
    channel.held({
      direction: 'formSubmit',
      files: [],
      text,
      release() {
        holding.delete(form)
        send()
      },
      drop: () => holding.delete(form),
    })
  }
  const listen = (place: Window | ShadowRoot) => {
    place.addEventListener('submit', submit as EventListener, { capture: true })
  }
  listen(target)
  watchShadowRoots(target, listen)
  target.addEventListener(scriptSubmitEvent, submitByScript, { capture: true })
}

/** A field named `requestSubmit` or `method` would stand in front of the form's own. */
function submitAgain(form: HTMLFormElement, submitter: HTMLElement | null): void {
  const still = submitter?.isConnected && !submitter.matches(':disabled') ? submitter : undefined
  HTMLFormElement.prototype.requestSubmit.call(form, still)
}

const methodOf = (form: HTMLFormElement, submitter: HTMLElement | null): string | undefined =>
  (submitter?.getAttribute('formmethod') ?? form.getAttribute('method'))?.toLowerCase()
