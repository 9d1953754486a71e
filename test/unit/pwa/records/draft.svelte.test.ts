import { describe, expect, test } from 'vitest'
import { anId } from '../../../support/ids.ts'
import type { Values } from '../../../../core/model/record-type.ts'
import type { IsoDate } from '../../../../core/model/roc-date.ts'
import { recordType } from '../../../../core/records/index.ts'
import type { Change, CommandResult } from '../../../../core/store/commands.ts'
import { createDraft, type Draft } from '../../../../pwa/records/draft.svelte.ts'

const type = recordType('correctiveAction')!
const id = anId('CAR')
const today = '2026-11-23' as IsoDate
const done: CommandResult<{ type: 'commit'; changes: readonly Change[] }> = {
  ok: true,
  value: { envelopes: [] },
}

/** A form over a stored record, with a store that answers when told to. */
function form(
  start: Values | undefined,
  use: (tools: {
    draft: Draft
    store: (values: Values) => void
    sent: Change[][]
    answer: (result: typeof done) => void
  }) => Promise<void>,
) {
  let stored = $state.raw(start)
  const sent: Change[][] = []
  let answer: (result: typeof done) => void = () => undefined
  const draft = createDraft({
    type,
    id,
    stored: () => stored,
    context: () => ({ today, state: 'opened', createdAt: today, id, related: () => undefined }),
    commit: (changes) => {
      sent.push([...changes])
      return new Promise((resolve) => (answer = resolve))
    },
    now: () => 1000,
  })
  return use({
    draft,
    store: (values) => {
      stored = values
    },
    sent,
    answer: (result) => answer(result),
  })
}

describe('a form', () => {
  test('says saved only after the store confirmed', () =>
    form({ description: '舊' }, async ({ draft, answer }) => {
      draft.set('description', '新')
      expect(draft.phase).toBe('unsaved')
      const saving = draft.save()
      expect(draft.phase).toBe('saving')
      expect(draft.savedAt).toBeUndefined()
      answer(done)
      expect(await saving).toBe(true)
      expect(draft.phase).toBe('clean')
      expect(draft.savedAt).toBe(1000)
    }))

  test('keeps what was typed when nothing was saved', () =>
    form({ description: '舊' }, async ({ draft, answer }) => {
      draft.set('description', '新')
      const saving = draft.save()
      answer({ ok: false, error: { type: 'NotSaved' } })
      expect(await saving).toBe(false)
      expect(draft.phase).toBe('failed')
      expect(draft.values['description']).toBe('新')
      expect(draft.dirty).toEqual(['description'])
    }))

  test('shows what was saved even before the projection answers', () =>
    form({ description: '舊' }, async ({ draft, answer, store }) => {
      draft.set('description', '新')
      const saving = draft.save()
      answer(done)
      await saving
      expect(draft.values['description']).toBe('新')
      store({ description: '別人又改了' })
      expect(draft.values['description']).toBe('別人又改了')
    }))

  test('keeps what is typed while a save is running', () =>
    form({ description: '舊' }, async ({ draft, answer }) => {
      draft.set('description', '新')
      const saving = draft.save()
      draft.set('description', '更新')
      answer(done)
      await saving
      expect(draft.values['description']).toBe('更新')
      expect(draft.dirty).toEqual(['description'])
    }))

  test('lets a colleague’s change of another field through and keeps its own', () =>
    form({ description: '舊', preventive: '甲' }, ({ draft, store }) => {
      draft.set('description', '我的')
      store({ description: '舊', preventive: '乙' })
      expect(draft.values).toMatchObject({ description: '我的', preventive: '乙' })
      expect(draft.dirty).toEqual(['description'])
      return Promise.resolve()
    }))

  test('sends one change per changed field and nothing when all is as it was', () =>
    form({ description: '舊' }, async ({ draft, sent }) => {
      draft.set('description', '新')
      draft.set('description', '舊')
      expect(draft.phase).toBe('clean')
      expect(await draft.save()).toBe(true)
      expect(sent).toEqual([])
    }))

  test('sends a move with the changes it depends on, together or not at all', () =>
    form({ description: '舊' }, async ({ draft, sent, answer }) => {
      draft.set('similarCases', '已查檢驗科')
      const saving = draft.save([{ type: 'move', id, to: 'causeAnalysed' }])
      answer(done)
      await saving
      expect(sent).toEqual([
        [
          { type: 'set', id, field: 'similarCases', value: '已查檢驗科' },
          { type: 'move', id, to: 'causeAnalysed' },
        ],
      ])
    }))

  test('creates the record with its first save', () =>
    form(undefined, async ({ draft, sent, answer }) => {
      draft.set('description', '新')
      const saving = draft.save()
      answer(done)
      await saving
      expect(sent[0]).toEqual([
        { type: 'create', id, recordType: 'correctiveAction', values: { description: '新' } },
      ])
    }))

  test('keeps wrong text on screen, says what to write once the field is left, and does not send it', () =>
    form({}, async ({ draft, sent }) => {
      draft.set('dueAt', '115/13/40')
      expect(draft.issuesOf('dueAt')).toEqual([])
      draft.leave('dueAt')
      expect(draft.issuesOf('dueAt')).toEqual([{ field: 'dueAt', code: 'shape.date' }])
      expect(await draft.save()).toBe(false)
      expect(sent).toEqual([])
      expect(draft.values['dueAt']).toBe('115/13/40')
      draft.revert('dueAt')
      expect(draft.issuesOf('dueAt')).toEqual([])
      expect(draft.phase).toBe('clean')
    }))

  test('shows what a step demands only when the step was asked for', () =>
    form({ description: '缺還原測試紀錄' }, ({ draft }) => {
      expect(draft.issuesOf('rootCause')).toEqual([])
      expect(draft.missingFor('causeAnalysed').map(({ field }) => field)).toContain('rootCause')
      draft.demand('causeAnalysed')
      expect(draft.issuesOf('rootCause')).toEqual([{ field: 'rootCause', code: 'required' }])
      return Promise.resolve()
    }))

  test('shows under the field what the store refused', () =>
    form({}, async ({ draft, answer }) => {
      draft.set('description', '新')
      const saving = draft.save()
      answer({
        ok: false,
        error: { type: 'Invalid', id, issues: [{ field: 'description', code: 'notUnique' }] },
      })
      await saving
      expect(draft.issuesOf('description')).toEqual([{ field: 'description', code: 'notUnique' }])
    }))

  test('takes no value for what is computed', () =>
    form({}, ({ draft }) => {
      draft.set('overdueDays', 5)
      expect(draft.dirty).toEqual([])
      return Promise.resolve()
    }))
})
