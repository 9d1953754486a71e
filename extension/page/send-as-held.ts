import { typedFieldsOf } from './form-text.ts'

/**
 * Remembers what a form's text fields hold and returns what sends the form with just that, as `form.submit()` does. A
 * page that calls it goes on at once: it may have emptied the fields since, or taken the form out again.
 */
export function sendAsHeld(form: HTMLFormElement): () => void {
  const held = typedFieldsOf(form).map((field) => ({ field, value: field.value }))
  return () => {
    const changed = held.flatMap(({ field, value }) =>
      field.value === value ? [] : { field, value, since: field.value },
    )
    for (const { field, value } of changed) field.value = value
    const isOut = !form.isConnected
    // A form outside of the document is not sent at all.
    if (isOut) document.documentElement.append(form)
    HTMLFormElement.prototype.submit.call(form)
    if (isOut) form.remove()
    for (const { field, since } of changed) field.value = since
  }
}
