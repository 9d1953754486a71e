import { m } from '../../core/i18n/index.ts'
import { duties } from '../../core/libraries/competency.ts'
import type { RecordType } from '../../core/model/record-type.ts'
import type { RecordRow } from '../../core/projections/rows.ts'
import { named, typeLabel } from '../live/labels.ts'
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
    go('registers', m['shell.registers'](), href.registers),
    go('devices', m['shell.devices'](), href.devices, ['pair']),
    go('storage', m['shell.storage'](), href.storage, ['backup', 'export']),
    go('settings', m['shell.settings'](), href.settings, ['language', 'theme']),
    ...types.map((type) =>
      go(type.key, typeLabel(type.key), href.register(type.key), [type.formNumber ?? '', type.prefix]),
    ),
    ...duties.flatMap((duty) =>
      duty.tasks.flatMap((task) =>
        task.outputs.map((output) =>
          go(output.id, named(output), href.work(output.id), [task.id, output.zh, output.en]),
        ),
      ),
    ),
    ...types
      .filter((type) => !type.projected)
      .map((type): PaletteEntry => ({
        id: `create-${type.key}`,
        group: 'create',
        label: m['palette.createOf']({ type: typeLabel(type.key) }),
        href: href.newRecord(type.key),
        words: [type.key, type.prefix, 'new'],
      })),
  ]
}

export const recordEntry = (row: RecordRow): PaletteEntry => ({
  id: row.id,
  group: 'records',
  label: row.title || row.number || row.id,
  detail: [typeLabel(row.type), row.number].filter(Boolean).join(' '),
  href: row.type === 'webEvent' ? href.guard('all', row.id) : href.record(row.type, row.id),
})
