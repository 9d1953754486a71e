import type { RecordContext, RecordType, Values } from '../../core/model/record-type.ts'
import { newRowId, type RecordId } from '../../core/model/ids.ts'
import { taipeiDate } from '../../core/model/roc-date.ts'
import type { RecordRow } from '../../core/projections/rows.ts'
import { refsIn } from '../../core/projections/record-row.ts'
import { useStore } from '../live/store.ts'
import { useWorkspace } from '../live/workspace.svelte.ts'
import { createDraft, type Draft } from './draft.svelte.ts'
import { liveNames, provideNames, type Names } from './names.svelte.ts'
import { livePeople, type People } from './people.svelte.ts'
import { contextFor, withComputed } from './record-context.ts'
import { broughtAlong } from './template-rows.ts'

export interface Editing {
  readonly draft: Draft
  readonly names: Names
  readonly people: People
  readonly roles: readonly string[]
  readonly context: RecordContext
  /** Typed, stored and computed values together. */
  readonly values: Values
}

/** Everything a record's form needs. Call while a component initialises; it provides the names to the fields. */
export function createEditing(
  type: RecordType,
  id: RecordId,
  row: () => RecordRow | undefined,
  /** Records that name this one. */
  incoming: () => readonly RecordRow[] | undefined = () => undefined,
): Editing {
  const { client } = useStore()
  const workspace = useWorkspace()
  const startedAt = Date.now()
  const fresh = { id, state: type.initialState, createdAt: startedAt, reached: {} }
  const context = (): RecordContext =>
    contextFor(row() ?? fresh, {
      today: taipeiDate(Date.now()),
      organization: workspace.organization?.values,
      actor: workspace.me?.personId,
      rowOf: (other) => names.rowOf(other),
      incoming: incoming(),
    })
  const draft: Draft = createDraft({
    type,
    id,
    stored: () => row()?.values,
    context,
    commit: (changes) => client.send({ type: 'commit', changes }),
    now: () => Date.now(),
    brings: (field, value, values) => broughtAlong(type, field, value, values),
  })
  const showsCiting = Object.values(type.fields).some(
    (field) => field.kind === 'computed' && field.as === 'refs',
  )
  const names = liveNames(() => [
    ...refsIn(type, draft.values),
    ...(showsCiting ? (incoming() ?? []).map((other) => other.id) : []),
  ])
  provideNames(names)
  const people = livePeople()
  const values = $derived(withComputed(type, draft.values, context()))
  return {
    draft,
    names,
    people,
    get roles() {
      return workspace.me?.roles ?? []
    },
    get context() {
      return context()
    },
    get values() {
      return values
    },
  }
}

/** A new record begins with what the declaration says. */
export function defaultValues(type: RecordType): Values {
  return Object.fromEntries(
    Object.entries(type.fields).flatMap(([name, field]) => {
      if (field.kind === 'list' && field.startsWith)
        return [[name, field.startsWith.map((row) => ({ rowId: newRowId(), ...row }))]]
      const given: unknown = 'default' in field ? field.default : undefined
      return given === undefined ? [] : [[name, given]]
    }),
  )
}
