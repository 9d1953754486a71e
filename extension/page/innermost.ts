import { shadowRootOf } from './shadow-roots.ts'

/** The element an event was really meant for: a closed root shows only its host to listeners outside. */
export function innermost(
  target: EventTarget | null | undefined,
  within: (root: ShadowRoot) => Element | null,
): Element | undefined {
  let found = target instanceof Element ? target : undefined
  for (let inner = found; inner;) {
    const root = shadowRootOf(inner)
    inner = (root && within(root)) ?? undefined
    if (inner === found) break
    found = inner ?? found
  }
  return found
}
