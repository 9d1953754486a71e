/**
 * Listeners of a page on `window` run before anything inside our dialog and would read every key typed there.
 * These are registered before the page's own, at document_start; while a notice stands they pass its events to
 * the notice and stop them for everyone else. Events nobody made by hand are stopped and passed to no one.
 */
export interface Shielded {
  readonly host: HTMLElement
  readonly receive: (event: Event) => void
}

/** The isolated world is shared by the guard, which registers early, and the notice, which comes later. */
const world = globalThis as typeof globalThis & { countersignShield?: { shielded?: Shielded | undefined } }

const types = [
  'keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'change', 'paste', 'copy', 'cut',
  'pointerdown', 'pointerup', 'mousedown', 'mouseup', 'click', 'dblclick', 'auxclick', 'contextmenu',
  'compositionstart', 'compositionupdate', 'compositionend',
] as const // prettier-ignore

export function raiseShield(target: Window): void {
  if (world.countersignShield) return
  const state: { shielded?: Shielded | undefined } = {}
  world.countersignShield = state

  const guard = (event: Event) => {
    if (!state.shielded || event.target !== state.shielded.host) return
    event.stopImmediatePropagation()
    if (event.isTrusted) state.shielded.receive(event)
    else event.preventDefault()
  }
  for (const type of types) target.addEventListener(type, guard, { capture: true })
}

export function shield(notice: Shielded | undefined): void {
  if (world.countersignShield) world.countersignShield.shielded = notice
}
