/** What a key asks of the list of events. */
export type ListAct =
  | { readonly type: 'move'; readonly by: 1 | -1; readonly arrow: boolean; readonly extend: boolean }
  | { readonly type: 'select'; readonly extend: boolean }
  | { readonly type: 'all' | 'none' }

/**
 * J and K or the arrows move, X or Space ticks, with Shift from the last one ticked to here, Ctrl or ⌘ A ticks
 * all listed, Escape none. Letters act only while the sheet has the focus (WCAG 2.1.4), and never in a field.
 */
export function listKeys(event: KeyboardEvent): ListAct | undefined {
  if (event.isComposing || event.altKey || event.defaultPrevented) return undefined
  const target = event.target
  if (!isOnSheet(target)) return undefined
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  const extend = event.shiftKey
  if (event.ctrlKey || event.metaKey) return key === 'a' ? { type: 'all' } : undefined
  switch (key) {
    case 'j':
    case 'ArrowDown':
      return { type: 'move', by: 1, arrow: key !== 'j', extend }
    case 'k':
    case 'ArrowUp':
      return { type: 'move', by: -1, arrow: key !== 'k', extend }
    case 'x':
      return { type: 'select', extend }
    case ' ':
      // Space presses a button and ticks a box by itself.
      return target instanceof HTMLAnchorElement ? { type: 'select', extend } : undefined
    case 'Escape':
      return { type: 'none' }
    default:
      return undefined
  }
}

/** Inside the sheet, outside anything one types or chooses in. */
export function isOnSheet(target: EventTarget | null): target is HTMLElement {
  return (
    target instanceof HTMLElement &&
    target.closest('main') !== null &&
    !target.matches('input:not([type="radio"], [type="checkbox"]), textarea, select, [role="combobox"]') &&
    target.closest('[role="dialog"], [role="tablist"], [role="menu"]') === null
  )
}
