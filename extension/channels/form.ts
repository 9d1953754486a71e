import { formText } from '../page/form-text.ts'
import { isTrivial, type Channel } from '../page/held.ts'
import { watchShadowRoots } from '../page/shadow-roots.ts'

/**
 * Text typed into a form, at the moment it is sent: by its button, by Enter or by `requestSubmit`. Released, the same
 * button submits again, once; what was changed meanwhile is judged anew. `form.submit()` tells nobody: not held here.
 */
export function watchForms(target: Window, channel: Channel): void {
  const holding = new WeakSet<HTMLFormElement>()
  /** The text a form may now send. */
  const passing = new WeakMap<HTMLFormElement, string>()

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
        submitAgain(form, submitter)
        passing.delete(form)
      },
      drop: () => holding.delete(form),
    })
  }
  const listen = (place: Window | ShadowRoot) => {
    place.addEventListener('submit', submit as EventListener, { capture: true })
  }
  listen(target)
  watchShadowRoots(target, listen)
}

/** A field named `requestSubmit` or `method` would stand in front of the form's own. */
function submitAgain(form: HTMLFormElement, submitter: HTMLElement | null): void {
  const still = submitter?.isConnected && !submitter.matches(':disabled') ? submitter : undefined
  HTMLFormElement.prototype.requestSubmit.call(form, still)
}

const methodOf = (form: HTMLFormElement, submitter: HTMLElement | null): string | undefined =>
  (submitter?.getAttribute('formmethod') ?? form.getAttribute('method'))?.toLowerCase()
