import { detachedInputEvent } from './file-input.ts'

/**
 * Runs in the page's own world. An input that was never put in the document fires its events where no capture
 * listener of ours stands, so each way of opening its picker first shows the input to the isolated world: an
 * event's `relatedTarget` is the one reference that crosses worlds. Nothing is held or read here.
 */
export function announceDetachedInputs(page: Window & typeof globalThis): void {
  const announce = (element: unknown) => {
    const input = element instanceof page.HTMLLabelElement ? element.control : element
    if (!(input instanceof page.HTMLInputElement) || input.type !== 'file' || input.isConnected) return
    apply(dispatch, page, [new FocusEventNow(detachedInputEvent, { relatedTarget: input })])
  }
  // Kept from before the page can replace them.
  // eslint-disable-next-line @typescript-eslint/unbound-method -- applied to each page object in turn
  const dispatch = page.EventTarget.prototype.dispatchEvent
  const FocusEventNow = page.FocusEvent
  const { apply } = Reflect

  wrap(page.HTMLElement.prototype, 'click', announce)
  wrap(page.HTMLInputElement.prototype, 'showPicker', announce)
  const dispatchOnInput = function (this: HTMLInputElement, event: Event): boolean {
    if (event.type === 'click') announce(this)
    return apply<typeof this, [Event], boolean>(dispatch, this, [event])
  }
  Object.defineProperty(page.HTMLInputElement.prototype, 'dispatchEvent', {
    value: dispatchOnInput,
    configurable: true,
    writable: true,
  })
}

function wrap<Name extends string>(
  prototype: Record<Name, () => void>,
  name: Name,
  before: (element: unknown) => void,
): void {
  const original = prototype[name]
  prototype[name] = function (this: unknown) {
    before(this)
    original.call(this)
  }
}
