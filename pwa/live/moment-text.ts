import { formatDateTime, taipeiDateTime, type DateDisplay } from '../../core/model/roc-date.ts'

/** A moment inside a sentence: the time alone where it is today's. Milliseconds since 1970. */
export function momentText(at: number, display: DateDisplay, now: number = Date.now()): string {
  const [then, today] = [taipeiDateTime(at), taipeiDateTime(now)]
  return then.slice(0, 10) === today.slice(0, 10) ? then.slice(11, 16) : formatDateTime(at, display)
}
