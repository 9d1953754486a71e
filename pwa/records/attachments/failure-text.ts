import { m } from '../../../core/i18n/index.ts'
import { failureText } from '../../live/labels.ts'
import { bytesText } from '../../screens/storage/bytes-text.ts'
import type { AttachFailure } from './attaching.svelte.ts'

/** Why a file was not attached, with the figures that decide what to do about it. */
export function attachFailureText(failure: AttachFailure): string {
  switch (failure.type) {
    case 'OneFileOnly':
      return m['attach.oneFileOnly']()
    case 'FileUnreadable':
      return m['attach.unreadable']()
    case 'FileTooLarge':
      return m['attach.tooLarge']({
        size: figure(failure.detail, 'size'),
        max: figure(failure.detail, 'max'),
      })
    case 'NoRoom':
      return m['attach.noRoom']({
        needed: figure(failure.detail, 'needed'),
        free: figure(failure.detail, 'free'),
      })
    default:
      return failureText(failure)
  }
}

const figure = (detail: Readonly<Record<string, string | number>> | undefined, name: string): string =>
  bytesText(Number(detail?.[name] ?? 0))
