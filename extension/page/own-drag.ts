/**
 * Whether what is dragged began in this page: then it carries what the page has already, and pages that sort their own
 * things by dragging count on their drop being heard before `dragend`.
 */
export function watchOwnDrags(target: Window): () => boolean {
  let own = false
  const begin = (event: Event) => {
    own ||= event.isTrusted
  }
  const end = () => {
    own = false
  }
  target.addEventListener('dragstart', begin, { capture: true, passive: true })
  // `dragend` never comes when the page took the dragged element out meanwhile. No pointer goes down and no window
  // loses its focus while something is dragged.
  for (const type of ['dragend', 'pointerdown', 'blur'])
    target.addEventListener(type, end, { capture: true, passive: true })
  return () => own
}
