import { currentLocale, messageFor, type Locale } from '../i18n/index.ts'
import { outputs, tasks } from '../libraries/competency.ts'
import { laws } from '../libraries/laws.ts'
import { piCategories } from '../libraries/pi-categories.ts'
import { piPurposes } from '../libraries/pi-purposes.ts'
import type { Values } from '../model/record-type.ts'
import { guardRules } from '../policy/packs/index.ts'

/** An entry of shipped data that a `libraryRef` field may name. */
export interface LibraryEntry {
  readonly id: string
  readonly name: (locale: Locale) => string
  /** What rules across fields may ask of it. */
  readonly values: Values
}

export const libraryEntries = (library: string): readonly LibraryEntry[] => libraries[library] ?? []

/** The name of an entry; the id where no library of that name holds it. */
export const libraryLabel = (library: string, id: string, locale: Locale = currentLocale()): string =>
  entryOf(library, id)?.name(locale) ?? id

export const libraryValues = (library: string, id: string): Values | undefined => entryOf(library, id)?.values

const entryOf = (library: string, id: string): LibraryEntry | undefined =>
  libraries[library]?.find((entry) => entry.id === id)

type Named = { readonly id: string; readonly zh: string; readonly en: string }
const named = (entry: Named): LibraryEntry => ({
  id: entry.id,
  name: (locale) => (locale === 'en' ? entry.en : entry.zh),
  values: { ...entry },
})
/** People know these by their codes; notices cite them so. */
const coded = (entry: Named): LibraryEntry => ({
  ...named(entry),
  name: (locale) => `${entry.id} ${locale === 'en' ? entry.en : entry.zh}`,
})

const libraries: Readonly<Record<string, readonly LibraryEntry[]>> = {
  laws: laws.map(named),
  outputs: outputs.map(named),
  tasks: tasks.map(named),
  piPurposes: piPurposes.map(coded),
  piCategories: piCategories.map(coded),
  extensionRules: guardRules.map((rule) => ({
    id: rule.id,
    name: (locale) => messageFor(`rules.${rule.id}.name`, {}, locale),
    values: { ...rule },
  })),
}
