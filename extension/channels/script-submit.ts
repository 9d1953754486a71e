import { scriptSubmitEvent } from './form.ts'

/**
 * Runs in the page's own world. `form.submit()` fires no event, so each call first shows the form to the isolated
 * world, by an event's `relatedTarget`; prevented, it is held there and sent from there. Nothing is read here.
 */
export function announceScriptSubmits(page: Window & typeof globalThis): void {
  const { prototype } = page.HTMLFormElement
  // Kept from before the page can replace them.
  // eslint-disable-next-line @typescript-eslint/unbound-method -- applied to the page
  const dispatch = page.EventTarget.prototype.dispatchEvent
  // eslint-disable-next-line @typescript-eslint/unbound-method -- applied to each form
  const original = prototype.submit
  const FocusEventNow = page.FocusEvent
  const { apply } = Reflect

  prototype.submit = function submit(this: HTMLFormElement): void {
    const event = new FocusEventNow(scriptSubmitEvent, { relatedTarget: this, cancelable: true })
    if (apply<EventTarget, [Event], boolean>(dispatch, page, [event])) apply(original, this, [])
  }
}
