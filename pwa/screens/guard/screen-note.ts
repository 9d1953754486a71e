import { m } from '../../../core/i18n/index.ts'

const least = 10

/** What is wrong with a reviewer's note, as a sentence; undefined when it may be kept. */
export function noteProblem(note: string): string | undefined {
  const length = [...note.trim()].length
  return length < least ? m['inbox.noteShort']({ count: least - length }) : undefined
}
