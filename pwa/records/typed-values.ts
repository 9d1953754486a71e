import { isIsoDateTime, parseDate, taipeiDateTime } from '../../core/model/roc-date.ts'

/*
 * What a person typed, as a value. Text that is no such value stays text: it is shown as typed with what is
 * wrong under it, never cleared, and the store refuses it.
 */

export function typedNumber(text: string): unknown {
  const clean = text.normalize('NFKC').replaceAll(',', '').trim()
  if (clean === '') return undefined
  const number = Number(clean)
  return Number.isFinite(number) ? number : text
}

export function typedDate(text: string): unknown {
  if (text.trim() === '') return undefined
  const parsed = parseDate(text)
  return parsed.ok ? parsed.value : text
}

/** A day in either calendar, a space, and hours and minutes in the time of Taiwan. */
export function typedDateTime(text: string): unknown {
  const typed = text.normalize('NFKC').trim()
  if (typed === '') return undefined
  const [, day = '', hour = '', minute = ''] = /^(.*\S)\s+(\d{1,2}):(\d{2})$/.exec(typed) ?? []
  const parsed = parseDate(day)
  if (!parsed.ok) return text
  const value = `${parsed.value}T${hour.padStart(2, '0')}:${minute}:00+08:00`
  return isIsoDateTime(value) ? value : text
}

export const nowInTaiwan = (): string => taipeiDateTime(Date.now())
