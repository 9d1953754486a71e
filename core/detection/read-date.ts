/** Gregorian years people alive were born in; the last is only a bound, so that detection needs no clock. */
const firstYear = 1900
const lastYear = 2050
const rocOffset = 1911

const numeral = '[〇零一二三四五六七八九十]'
const ordered = new RegExp(
  `(?:民國|西元|公元|民前)? ?(\\d{1,4}|${numeral}{1,5})(?: ?[年./-] ?)(\\d{1,2}|${numeral}{1,3})(?: ?[月./-] ?)(\\d{1,2}|${numeral}{1,3})(?: ?日|(?!\\d))`,
  'y',
)
const compact = /\d{6,8}(?!\d)/y
const dayFirst = /(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})/y
const months = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec'
const dayMonth = new RegExp(`(\\d{1,2})(?:st|nd|rd|th)?[ -](${months})[a-z]*\\.?,?[ -](\\d{4})`, 'iy')
const monthDay = new RegExp(`(${months})[a-z]*\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})`, 'iy')

/**
 * Where the date ends that begins at `start`, or -1: 民國 75 年 3 月 12 日, 75/03/12, 0750312, 1986-03-12, 12 March 1986,
 * 七十五年三月十二日. A date that does not exist is none.
 */
export function dateEnd(text: string, start: number): number {
  return (
    read(ordered, text, start, ([, year, month, day]) =>
      isDate(valueOf(year), valueOf(month), valueOf(day)),
    ) ??
    read(dayMonth, text, start, ([, day, month, year]) =>
      isDate(Number(year), monthOf(month), Number(day)),
    ) ??
    read(monthDay, text, start, ([, month, day, year]) =>
      isDate(Number(year), monthOf(month), Number(day)),
    ) ??
    read(
      dayFirst,
      text,
      start,
      ([, one, other, year]) =>
        isDate(Number(year), Number(one), Number(other)) || isDate(Number(year), Number(other), Number(one)),
    ) ??
    read(compact, text, start, ([digits]) => isCompactDate(digits)) ??
    -1
  )
}

function read(
  shape: RegExp,
  text: string,
  start: number,
  holds: (parts: RegExpExecArray) => boolean,
): number | undefined {
  shape.lastIndex = start
  const parts = shape.exec(text)
  return parts && holds(parts) ? shape.lastIndex : undefined
}

/** YYYYMMDD, or YYYMMDD and YYMMDD of the Republic. */
const isCompactDate = (digits: string): boolean =>
  isDate(Number(digits.slice(0, -4)), Number(digits.slice(-4, -2)), Number(digits.slice(-2)))

const isDate = (written: number, month: number, day: number): boolean => {
  const year = written < 200 ? written + rocOffset : written
  if (written < 1 || year < firstYear || year > lastYear || month < 1 || month > 12) return false
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

const monthOf = (name = ''): number => months.split('|').indexOf(name.slice(0, 3).toLowerCase()) + 1

/** Value of digits or of Chinese numerals up to 199: 七十五, 一〇五, 三. */
function valueOf(written = ''): number {
  if (/^\d/.test(written)) return Number(written)
  const plain = [...written].map((one) => '〇一二三四五六七八九'.indexOf(one === '零' ? '〇' : one))
  if (!written.includes('十')) return Number(plain.join(''))
  const ten = written.indexOf('十')
  return (ten === 0 ? 1 : plain[ten - 1]!) * 10 + (plain[ten + 1] ?? 0)
}
