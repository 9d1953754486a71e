import { createContext } from 'svelte'
import { useLocale } from '../../core/i18n/index.ts'
import { readPreferences, type Preferences } from './preferences.ts'

export interface PreferencesRune {
  readonly current: Preferences
  readonly set: (change: Partial<Preferences>) => void
}

export const [usePreferences, providePreferences] = createContext<PreferencesRune>()

const key = 'countersign.preferences'

export function createPreferences(): PreferencesRune {
  let current = $state.raw(readPreferences(localStorage.getItem(key), navigator.languages))
  apply(current)
  return {
    get current() {
      return current
    },
    set(change) {
      const next = { ...current, ...change }
      localStorage.setItem(key, JSON.stringify(next))
      apply(next)
      current = next
    },
  }
}

/** The language is set before the state changes: what renders next already speaks it. */
function apply({ locale, theme, density }: Preferences): void {
  useLocale(locale)
  const root = document.documentElement
  root.lang = locale === 'en' ? 'en' : 'zh-Hant-TW'
  if (theme === 'auto') delete root.dataset['theme']
  else root.dataset['theme'] = theme
  root.dataset['density'] = density
}
