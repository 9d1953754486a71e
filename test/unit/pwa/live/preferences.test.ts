import { expect, test } from 'vitest'
import { readPreferences } from '../../../../pwa/live/preferences.ts'

test('a new device speaks the language its browser prefers, and Chinese when it prefers neither', () => {
  expect(readPreferences(null, ['en-GB', 'zh-TW']).locale).toBe('en')
  expect(readPreferences(null, ['zh-Hant-TW']).locale).toBe('zh-TW')
  expect(readPreferences(null, ['ja', 'fr']).locale).toBe('zh-TW')
})

test('what a person chose is kept', () => {
  const chosen = { locale: 'en', theme: 'dark', density: 'compact' } as const
  expect(readPreferences(JSON.stringify(chosen), ['zh-TW'])).toEqual(chosen)
})

test('preferences nobody can read fall back to the defaults', () => {
  const defaults = { locale: 'zh-TW', theme: 'auto', density: 'comfortable' }
  for (const stored of ['', '{', 'null', '{"locale":"fr","theme":"dark","density":"compact"}', '[]']) {
    expect(readPreferences(stored, ['zh-TW']), stored).toEqual(defaults)
  }
})
