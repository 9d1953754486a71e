import { ok, problem, type Result } from './result.ts'

declare const brand: unique symbol
/** `2026-11-22`: the only form in which a date is stored, sorted or compared. */
export type IsoDate = string & { readonly [brand]: 'IsoDate' }
/** `2026-11-22T09:30:00+08:00` or with `Z`. */
export type IsoDateTime = string & { readonly [brand]: 'IsoDateTime' }

export type DateDisplay = 'roc' | 'ad'

const firstRocYear = 1911

/**
 * Reads what a person types in either calendar: `115/11/22`, `115.11.22`, `1151122`, `115年11月22日`,
 * `民國115年11月22日`, `2026-11-22`, `2026/11/22`, `20261122`. Years before 民國元年 (1912) and days that do
 * not exist are refused.
 */
export function parseDate(
  text: string,
): Result<IsoDate, { readonly type: 'NotADate' | 'DateBeforeRoc' | 'NoSuchDay' }> {
  const typed = text.normalize('NFKC').trim().replace(/^民國/, '')
  const parts =
    /^(\d{1,4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(typed) ??
    /^(\d{3,4})(\d{2})(\d{2})$/.exec(typed)
  if (!parts) return problem('NotADate')
  const [, yearText, monthText, dayText] = parts as unknown as [string, string, string, string]
  const year = yearText.length === 4 ? Number(yearText) : Number(yearText) + firstRocYear
  if (year <= firstRocYear) return problem('DateBeforeRoc')
  const iso = isoDate(year, Number(monthText), Number(dayText))
  return iso ? ok(iso) : problem('NoSuchDay')
}

export function isIsoDate(value: unknown): value is IsoDate {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  return isoDate(Number(value.slice(0, 4)), Number(value.slice(5, 7)), Number(value.slice(8))) === value
}

export function isIsoDateTime(value: unknown): value is IsoDateTime {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(value) &&
    !Number.isNaN(Date.parse(value)) &&
    isIsoDate(value.slice(0, 10))
  )
}

/** `115/11/22` in tables; `115年11月22日` in titles and forms; ISO for `ad`. */
export function formatDate(date: IsoDate, display: DateDisplay, style: 'short' | 'long' = 'short'): string {
  if (display === 'ad') return date
  const [year, month, day] = date.split('-') as [string, string, string]
  const roc = Number(year) - firstRocYear
  return style === 'long' ? `${roc}年${Number(month)}月${Number(day)}日` : `${roc}/${month}/${day}`
}

/** `115/11/22 09:30` in the time zone of Taiwan, where legal time runs. */
export function formatDateTime(at: string | number, display: DateDisplay): string {
  const iso = taipeiDateTime(typeof at === 'number' ? at : Date.parse(at))
  return `${formatDate(iso.slice(0, 10) as IsoDate, display)} ${iso.slice(11, 16)}`
}

/** Milliseconds since 1970 as `2026-11-22T09:30:00+08:00`. Taiwan has one time zone and no summer time since 1979. */
export function taipeiDateTime(millis: number): IsoDateTime {
  const shifted = new Date(millis + 8 * 60 * 60 * 1000).toISOString()
  return `${shifted.slice(0, 19)}+08:00` as IsoDateTime
}

export const taipeiDate = (millis: number): IsoDate => taipeiDateTime(millis).slice(0, 10) as IsoDate

/** Days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: IsoDate, to: IsoDate): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)

export function addDays(date: IsoDate, days: number): IsoDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10) as IsoDate
}

/** The same day `months` later, or the last day of that month where it has no such day. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay)))
    .toISOString()
    .slice(0, 10) as IsoDate
}

function isoDate(year: number, month: number, day: number): IsoDate | undefined {
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
    return undefined
  return date.toISOString().slice(0, 10) as IsoDate
}
