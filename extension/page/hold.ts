import type { Held } from './held.ts'

/** Inputs we are dispatching to at this moment: their events are ours and pass. */
const releasing = new WeakSet<HTMLInputElement>()
/** What was released into an input; a page that repeats `change` for the same files is not asked again. */
const released = new WeakMap<HTMLInputElement, readonly string[]>()

export const isFileInput = (target: EventTarget | null | undefined): target is HTMLInputElement =>
  target instanceof HTMLInputElement && target.type === 'file'

export function mustHold(input: HTMLInputElement): boolean {
  if (releasing.has(input) || !input.files || input.files.length === 0) return false
  const before = released.get(input)
  if (!before) return true
  const now = [...input.files].map(mark)
  return now.length !== before.length || now.some((file, at) => file !== before[at])
}

/**
 * Files taken out of an input until someone decides; the page sees an empty input meanwhile. Released, the same
 * files are put back in the same order; dropped, the page is told that nothing was chosen. Call inside the event,
 * after stopping it.
 */
export function takeFiles(input: HTMLInputElement): Held {
  // Emptying the input empties its live FileList too, so the files are copied first.
  const files = [...(input.files ?? [])]
  released.delete(input)
  input.value = ''

  return {
    direction: 'upload',
    files,
    release: () => putFiles(input, files),
    drop() {
      tell(input, new Event('cancel', { bubbles: true }))
    },
  }
}

/** Puts files into an input as if a person had chosen them, without being asked about. */
export function putFiles(input: HTMLInputElement, files: readonly File[]): void {
  const transfer = new DataTransfer()
  for (const file of files) transfer.items.add(file)
  input.files = transfer.files
  released.set(input, files.map(mark))
  tell(input, new Event('input', { bubbles: true, composed: true }), new Event('change', { bubbles: true }))
}

function tell(input: HTMLInputElement, ...events: readonly Event[]): void {
  releasing.add(input)
  try {
    for (const event of events) input.dispatchEvent(event)
  } finally {
    releasing.delete(input)
  }
}

const mark = (file: File): string => `${file.name}\n${file.size}\n${file.lastModified}`
