/**
 * `change` does not leave a shadow root, and a closed root hides its input from `window`. So every root that a
 * person or a script touches is opened (an extension may) and listened to from inside, for as long as it lives.
 * Nothing is swept or observed: the cost is one lookup per touched element (see guard.md, "Attach to events").
 */
export type AttachToRoot = (root: ShadowRoot) => void

/** Events after which a file may be chosen; `click` also covers `input.click()` by the page. */
const touches = ['pointerdown', 'focusin', 'keydown', 'click'] as const

export function watchShadowRoots(target: Window, attach: AttachToRoot): void {
  const seen = new WeakSet<ShadowRoot>()

  const look = (event: Event) => {
    for (const node of event.composedPath()) {
      const root = node instanceof Element ? shadowRootOf(node) : undefined
      if (!root || seen.has(root)) continue
      seen.add(root)
      attach(root)
      // The event is still on its way down: this same event now also looks for roots inside this one.
      listen(root)
    }
  }
  const listen = (place: Window | ShadowRoot) => {
    for (const type of touches) place.addEventListener(type, look, { capture: true, passive: true })
  }
  listen(target)
}

/** The root, open or closed. Firefox hangs the method on the element, Chromium on `chrome.dom`, for HTML elements only. */
export function shadowRootOf(element: Element): ShadowRoot | undefined {
  const inFirefox = element as Element & { readonly openOrClosedShadowRoot?: ShadowRoot | null }
  if (inFirefox.openOrClosedShadowRoot !== undefined) return inFirefox.openOrClosedShadowRoot ?? undefined
  if (!(element instanceof HTMLElement) || typeof chrome.dom !== 'object')
    return element.shadowRoot ?? undefined
  return chrome.dom.openOrClosedShadowRoot(element) ?? undefined
}
