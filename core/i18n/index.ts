import * as messages from './generated/messages.js'
import { getLocale, overwriteGetLocale } from './generated/runtime.js'

export * as m from './generated/messages.js'

export type Locale = 'zh-TW' | 'en'
export const locales: readonly Locale[] = ['zh-TW', 'en']

let current: Locale = 'zh-TW'
overwriteGetLocale(() => current)

/** Sets the language of every message in this context (page, worker, extension page). */
export function useLocale(locale: Locale): void {
  current = locale
}

export function currentLocale(): Locale {
  return getLocale()
}

/** The locale that fits a browser's language list best; 繁體中文 when none does. */
export function localeFor(languages: readonly string[]): Locale {
  const first = languages.find((language) => /^(zh|en)\b/i.test(language))
  return first && /^en\b/i.test(first) ? 'en' : 'zh-TW'
}

type Params = Readonly<Record<string, unknown>>
const byKey = messages as unknown as Record<
  string,
  ((params?: Params, options?: { locale?: Locale }) => string) | undefined
>

export function hasMessage(key: string): boolean {
  return byKey[key] !== undefined
}

/**
 * A message whose key is computed from data, such as a record type's label. The contract tests prove that
 * every computed key exists in both languages; a missing one shows its key rather than nothing.
 */
export function messageFor(key: string, params: Params = {}, locale?: Locale): string {
  return byKey[key]?.(params, locale ? { locale } : {}) ?? key
}
