/** Puts the caret into the field of the form on screen, where it can be written. */
export function focusField(name: string): void {
  document.querySelector<HTMLElement>(`[data-field="${name}"] :is(input, textarea, select, button)`)?.focus()
}
