import { localeFor, locales, type Locale } from '../../core/i18n/index.ts'
import { parse, shape } from '../../core/model/shape.ts'

/** What a person chose for this device; nothing of it leaves the device. */
export interface Preferences {
  readonly locale: Locale
  readonly theme: 'auto' | 'light' | 'dark'
  readonly density: 'comfortable' | 'compact'
}

const declaration = shape.object({
  locale: shape.enum(locales as readonly [Locale, ...Locale[]]),
  theme: shape.enum(['auto', 'light', 'dark']),
  density: shape.enum(['comfortable', 'compact']),
})

/** Reads stored preferences; what is missing or was written by another version falls back to the defaults. */
export function readPreferences(stored: string | null, languages: readonly string[]): Preferences {
  const defaults: Preferences = { locale: localeFor(languages), theme: 'auto', density: 'comfortable' }
  if (stored === null) return defaults
  const read = parse(declaration, parseJson(stored))
  return read.ok ? read.value : defaults
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON: someone else's value under our key. The declaration refuses `undefined`.
    return undefined
  }
}
