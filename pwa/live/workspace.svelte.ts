import { createContext } from 'svelte'
import { currentLocale } from '../../core/i18n/index.ts'
import type { MemberRow, RecordRow } from '../../core/projections/rows.ts'
import type { DateDisplay } from '../../core/model/roc-date.ts'
import { live } from './live.svelte.ts'
import { useStore } from './store.ts'

/** Whose workspace this is and who is at this device. */
export interface Workspace {
  readonly organization: RecordRow | undefined
  readonly name: string
  readonly dateDisplay: DateDisplay
  readonly me: MemberRow | undefined
  readonly person: RecordRow | undefined
  readonly personName: string
}

export const [useWorkspace, provideWorkspace] = createContext<Workspace>()

/** Call while a component initialises. */
export function liveWorkspace(): Workspace {
  const { queries } = useStore()
  const organizations = live(() => queries.recordsOf('organization', { limit: 1 }))
  const self = live(async () => {
    const me = (await queries.members()).find((member) => member.self)
    return { me, person: me?.personId === undefined ? undefined : await queries.recordById(me.personId) }
  })
  return {
    get organization() {
      return organizations.current?.[0]
    },
    get name() {
      return textOf(organizations.current?.[0]?.values['nameZh'])
    },
    get dateDisplay() {
      // A reader of English counts no years from 1912.
      return currentLocale() === 'en' || organizations.current?.[0]?.values['dateDisplay'] === 'ad'
        ? 'ad'
        : 'roc'
    },
    get me() {
      return self.current?.me
    },
    get person() {
      return self.current?.person
    },
    get personName() {
      return textOf(self.current?.person?.values['nameZh'])
    },
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
