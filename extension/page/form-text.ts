/** Fields whose value a person typed. Passwords are never read; files are held where they are chosen. */
const typed = /^(text|search|email|tel|url|number|date|month|datetime-local|textarea)$/

/**
 * What a form's text fields hold, a line each with the field's label: a label is what tells a passport number from an
 * order number. Fields that are empty or not sent are left out.
 */
export function formText(form: HTMLFormElement): string {
  return typedFieldsOf(form)
    .filter(({ value }) => value.trim())
    .map((field) => `${labelOf(field)}：${field.value}`)
    .join('\n')
}

/** The fields a person may have written in, and that are sent. */
export function typedFieldsOf(form: HTMLFormElement): (HTMLInputElement | HTMLTextAreaElement)[] {
  return [...elementsOf(form)].filter(
    (field): field is HTMLInputElement | HTMLTextAreaElement =>
      (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) &&
      typed.test(field.type) &&
      !field.disabled,
  )
}

/** A field named `elements` would stand in front of the form's own. */
// eslint-disable-next-line @typescript-eslint/unbound-method -- called with the form it belongs to
const elements = Object.getOwnPropertyDescriptor(HTMLFormElement.prototype, 'elements')?.get
const elementsOf = (form: HTMLFormElement) => elements?.call(form) as HTMLFormControlsCollection

function labelOf(field: HTMLInputElement | HTMLTextAreaElement): string {
  const label = [...(field.labels ?? [])].map(({ textContent }) => textContent).join(' ')
  const said = [label, field.ariaLabel ?? '', field.placeholder].find((text) => text.trim()) ?? field.name
  return said.replace(/\s+/g, ' ').trim()
}
