import { expect, test } from 'vitest'
import type { PairingView } from '../../../core/store/commands.ts'
import { createPairingDesk } from '../../../pwa/store-host/pairing-desk.ts'

const [first, second] = [
  ['amber', 'brook', 'cedar', 'delta', 'ember', 'field'],
  ['grove', 'harbor', 'island', 'jungle', 'kernel', 'ladder'],
]
function desk() {
  const views: (PairingView | undefined)[] = []
  const created = createPairingDesk((view) => views.push(view))
  return { ...created, view: () => views.at(-1) }
}

test('two links of one extension: the newest words are shown, and the answer to them settles both', async () => {
  const { begin, answer, view } = desk()
  const [old, newest] = [begin(), begin()]
  const answers = [old.compare(first, ''), newest.compare(second, '')]
  expect(view()).toEqual({ with: 'extension', phase: 'compare', words: second })
  expect(answer({ accept: true, words: second }).ok).toBe(true)
  expect(await Promise.all(answers)).toEqual([false, true])
  old.ended('refused')
  expect(view()).toEqual({ with: 'extension', phase: 'waitingForOther', words: second })
  newest.ended('done')
  expect(view()).toEqual({ with: 'extension', phase: 'done', words: second })
})

test('an answer to words that are no longer shown confirms nothing', async () => {
  const { begin, answer, view } = desk()
  void begin().compare(first, '')
  let decided: boolean | undefined
  void begin()
    .compare(second, '')
    .then((accept) => (decided = accept))
  expect(answer({ accept: true, words: first })).toMatchObject({ ok: false })
  await Promise.resolve()
  expect(decided).toBeUndefined()
  expect(view()).toEqual({ with: 'extension', phase: 'compare', words: second })
})

test('a link that asks late and is already gone leaves the question before it to be answered', async () => {
  const { begin, answer, view } = desk()
  const [standing, stale] = [begin(), begin()]
  const asked = standing.compare(first, '')
  void stale.compare(second, '')
  stale.ended('refused')
  expect(view()).toEqual({ with: 'extension', phase: 'compare', words: first })
  answer({ accept: true, words: first })
  expect(await asked).toBe(true)
})

test('a pairing that ended without asking shows nothing, and a finished one is put away by any answer', () => {
  const { begin, answer, view } = desk()
  begin().ended('refused')
  expect(view()).toBeUndefined()
  const place = begin()
  void place.compare(first, '')
  place.ended('refused')
  expect(view()).toEqual({ with: 'extension', phase: 'refused', words: first })
  expect(answer({ accept: false, words: first })).toMatchObject({ error: { type: 'NothingToAnswer' } })
  expect(view()).toBeUndefined()
})

test('whoever joins sees which organisation invites and whom; whoever invites, for whom it was written', () => {
  const { begin, view } = desk()
  void begin('inviter').compare(first, '嵐山綜合醫院', '王小明')
  expect(view()).toEqual({
    with: 'inviter',
    organisation: '嵐山綜合醫院',
    person: '王小明',
    phase: 'compare',
    words: first,
  })
  void begin('newcomer').compare(second, '嵐山綜合醫院', '王小明')
  expect(view()).toEqual({ with: 'newcomer', person: '王小明', phase: 'compare', words: second })
})
