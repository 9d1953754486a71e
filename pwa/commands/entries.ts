import { m } from '../../core/i18n/index.ts'
import { duties } from '../../core/libraries/competency.ts'
import type { RecordType } from '../../core/model/record-type.ts'
import type { RecordRow } from '../../core/projections/rows.ts'
import { typeName } from '../../core/records/labels.ts'
import { named, ruleName } from '../live/labels.ts'
import { href } from '../live/routes.ts'
import type { PaletteEntry } from './palette.ts'

/** Everything one can go to or create, in the language in force. `words` adds the keys, for those who know them. */
export function paletteEntries(types: readonly RecordType[]): readonly PaletteEntry[] {
  const go = (id: string, label: string, target: string, words: readonly string[] = []): PaletteEntry => ({
    id: `go-${id}`,
    group: 'go',
    label,
    href: target,
    words: [id, ...words],
  })
  return [
    go('today', m['shell.today'](), href.today),
    go('overview', m['shell.overview'](), href.overview),
    go('guard', m['shell.guard'](), href.guard()),
    go('rules', m['guardRules.title'](), href.rules(), ['policy', 'try', 'exceptions', 'sites']),
    go('registers', m['shell.registers'](), href.registers),
    go('devices', m['sync.title'](), href.devices, ['pair', 'sync']),
    go('members', m['members.title'](), href.members, ['roles', 'people']),
    go('invite', m['invite.title'](), href.invite(), ['join', 'qr']),
    go('storage', m['shell.storage'](), href.storage, ['backup', 'export']),
    go('settings', m['shell.settings'](), href.settings, ['language', 'theme']),
    ...types.map((type) =>
      go(type.key, typeName(type.key), href.register(type.key), [type.formNumber ?? '', type.prefix]),
    ),
    ...duties.flatMap((duty) =>
      duty.tasks.flatMap((task) =>
        task.outputs.map((output) =>
          go(output.id, named(output), href.output(output.id), [task.id, output.zh, output.en]),
        ),
      ),
    ),
    ...types
      .filter((type) => !type.projected)
      .map((type): PaletteEntry => ({
        id: `create-${type.key}`,
        group: 'create',
        label: m['palette.createOf']({ type: typeName(type.key) }),
        href: href.newRecord(type.key),
        words: [type.key, type.prefix, 'new'],
      })),
  ]
}

/** Shown before anything is typed: the pages, and everything one can create. */
export const isFirst = (entry: PaletteEntry): boolean => entry.group === 'create' || pages.has(entry.href)
const pages: ReadonlySet<string> = new Set([
  href.today, href.overview, href.guard(), href.rules(), href.registers, href.devices, href.members, href.invite(), href.storage, href.settings,
]) // prettier-ignore

export const recordEntry = (row: RecordRow): PaletteEntry => ({
  id: row.id,
  group: 'records',
  // An event is titled by its rule's id; a person looks for the rule's name.
  label: row.type === 'webEvent' ? ruleName(row.title) : row.title || row.number || row.id,
  detail: [typeName(row.type), row.number].filter(Boolean).join(' '),
  href: row.type === 'webEvent' ? href.guard('all', row.id) : href.record(row.type, row.id),
})
