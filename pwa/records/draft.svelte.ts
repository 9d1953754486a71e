import type { RecordContext, RecordType, Values } from '../../core/model/record-type.ts'
import type { RecordId } from '../../core/model/ids.ts'
import { validate, type Issue } from '../../core/model/validate.ts'
import type { Change, CommandFailure, CommandResult } from '../../core/store/commands.ts'
import { changesBetween, creationChanges, isWritable, sameValue } from './changes.ts'

export interface DraftOptions {
  readonly type: RecordType
  readonly id: RecordId
  /** The values as stored; undefined while the record does not exist. */
  readonly stored: () => Values | undefined
  readonly context: () => RecordContext
  readonly commit: (
    changes: readonly Change[],
  ) => Promise<CommandResult<{ type: 'commit'; changes: readonly Change[] }>>
  readonly now: () => number
  /** What an answer fills in elsewhere. */
  readonly brings?: (field: string, value: unknown, values: Values) => Values
}

export interface Draft {
  /** Stored values with what was typed on top. */
  readonly values: Values
  readonly dirty: readonly string[]
  readonly phase: 'clean' | 'unsaved' | 'saving' | 'failed'
  /** When the last durable commit of this form was confirmed. */
  readonly savedAt: number | undefined
  readonly failure: CommandFailure | undefined
  /** What stands under a field now: shown once the field was left, or once it was asked for. */
  readonly issuesOf: (field: string) => readonly Issue[]
  /** What keeps the record from moving to the state. */
  readonly missingFor: (state: string) => readonly Issue[]
  readonly set: (field: string, value: unknown) => void
  readonly leave: (field: string) => void
  /** Shows every open issue of a move to this state. */
  readonly demand: (state: string) => void
  readonly revert: (field: string) => void
  readonly revertAll: () => void
  /** True only after the durable commit was confirmed. Extra changes are committed with it, or nothing is. */
  readonly save: (also?: readonly Change[]) => Promise<boolean>
}

/** A record being edited: what was typed stays on top of what arrives from others, field by field. */
export function createDraft({ type, id, stored, context, commit, now, brings }: DraftOptions): Draft {
  let edits = $state.raw<Values>({})
  // What was committed but is not in the projection's answer yet; without it the old value would flash up.
  let settled = $state.raw<{ readonly values: Values; readonly against: Values | undefined }>()
  let left = $state.raw<readonly string[]>([])
  let demanded = $state<string>()
  let saving = $state(false)
  let savedAt = $state<number>()
  let failure = $state.raw<CommandFailure>()

  const ground = $derived({
    ...(stored() ?? {}),
    ...(settled && settled.against === stored() ? settled.values : {}),
  } as Values)
  const values = $derived({ ...ground, ...edits } as Values)
  const dirty = $derived(Object.keys(edits).filter((field) => !sameValue(ground[field], edits[field])))
  const drafted = $derived(validate(type, values, context(), 'draft'))
  const missing = (state: string): readonly Issue[] =>
    validate(type, values, { ...context(), state }, 'transition')
  const refused = $derived(failure?.type === 'Invalid' ? failure.issues : [])

  function issuesOf(field: string): readonly Issue[] {
    const open = demanded === undefined ? (left.includes(field) ? drafted : []) : missing(demanded)
    const own = open.filter((issue) => issue.field === field)
    const more = refused.filter(
      (issue) => issue.field === field && !own.some(({ code }) => code === issue.code),
    )
    return dirty.includes(field) || own.length > 0 ? [...own, ...more] : more
  }

  return {
    get values() {
      return values
    },
    get dirty() {
      return dirty
    },
    get phase() {
      if (saving) return 'saving'
      if (failure) return 'failed'
      return dirty.length > 0 ? 'unsaved' : 'clean'
    },
    get savedAt() {
      return savedAt
    },
    get failure() {
      return failure
    },
    issuesOf,
    missingFor: missing,
    set(field, value) {
      const declared = type.fields[field]
      if (!declared || !isWritable(declared)) return
      edits = { ...edits, ...brings?.(field, value, values), [field]: value }
      failure = undefined
    },
    leave(field) {
      if (field in edits) left = [...left, field]
    },
    demand(state) {
      demanded = state
    },
    revert(field) {
      edits = Object.fromEntries(Object.entries(edits).filter(([name]) => name !== field))
      failure = undefined
    },
    revertAll() {
      edits = {}
      left = []
      demanded = undefined
      failure = undefined
    },
    async save(also = []) {
      if (saving) return false
      const wrong = drafted.filter((issue) => dirty.includes(issue.field))
      if (wrong.length > 0) {
        left = [...left, ...dirty]
        failure = { type: 'Invalid', id, issues: wrong }
        return false
      }
      const sent = edits
      const against = stored()
      const own =
        against === undefined ? creationChanges(type, id, values) : changesBetween(type, id, ground, values)
      if (own.length + also.length === 0) return true
      saving = true
      failure = undefined
      try {
        const result = await commit([...own, ...also])
        if (!result.ok) {
          failure = result.error
          return false
        }
        // What was typed while the commit ran is newer than what it wrote.
        edits = Object.fromEntries(Object.entries(edits).filter(([field, value]) => sent[field] !== value))
        const earlier = settled?.against === against ? settled?.values : {}
        settled = { values: { ...earlier, ...sent }, against }
        demanded = undefined
        left = []
        savedAt = now()
        return true
      } finally {
        saving = false
      }
    },
  }
}
