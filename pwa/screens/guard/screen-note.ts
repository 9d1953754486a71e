import { m, messageFor } from '../../../core/i18n/index.ts'
import { screenReason } from '../../../core/policy/screen-reason.ts'

/** What is wrong with a reviewer's note, as a sentence; undefined when it may be kept. */
export function noteProblem(note: string): string | undefined {
  const screened = screenReason(note)
  if (screened.ok) return undefined
  const { error } = screened
  return error.type === 'ReasonTooShort'
    ? m['inbox.noteShort']({ count: error.least - error.count })
    : m['inbox.notePersonal']({
        found: error.types.map((type) => messageFor(`detected.${type}`)).join(m['inbox.listSep']()),
      })
}
