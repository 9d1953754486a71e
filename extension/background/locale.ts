import { localeFor, type Locale } from '../../core/i18n/index.ts'
import { readManaged, readSettings } from '../settings.ts'

export async function currentLocale(): Promise<Locale> {
  const [settings, managed] = await Promise.all([readSettings(), readManaged()])
  if (settings.language !== 'auto') return settings.language
  return managed.language ?? localeFor([chrome.i18n.getUILanguage()])
}
