import { expect, test } from 'vitest'
import { unwrap } from '../../../../core/model/result.ts'
import { taipeiDate } from '../../../../core/model/roc-date.ts'
import { rowOf } from '../rows.ts'
import { requestChange } from '../../../../pwa/screens/guard/asked.ts'
import { eventView } from '../../../../pwa/screens/guard/event-view.ts'
import { dueOfMinor, reviewChanges } from '../../../../pwa/screens/guard/review.ts'
import { createCommand } from '../../../../pwa/screens/start/first-run.ts'
import { openTestStore, ownId, type TestStore } from '../../../support/store.ts'

/** A workspace as the first form creates it, holding one guard event. */
async function withEvent(): Promise<TestStore & { readonly event: ReturnType<typeof rowOf> }> {
  const opened = await openTestStore()
  const form = {
    organization: '嵐山綜合醫院', entityType: 'gov', level: 'B', unit: '資訊室', person: '林佩蓉', employeeNo: 'E0001', jobTitle: '',
    backup: 'later', passphrase: '', repeat: '',
  } as const // prettier-ignore
  unwrap(await opened.store.execute(createCommand(form)))
  const event = rowOf(
    'webEvent',
    { ruleId: 'PD-01', host: 'drive.example', action: 'block' },
    { createdAt: opened.clock.now },
  )
  await opened.database.records.put(event)
  return { ...opened, event }
}

const idOf = (store: TestStore['store']) => (prefix: string) => ownId({ store }, prefix)

test('the store accepts the workspace the first form asks for, and its passphrase is still owed', async () => {
  const { queries } = await withEvent()
  expect((await queries.recordsOf('organization'))[0]?.values).toMatchObject({
    entityType: 'gov',
    cyberLevel: 'B',
  })
  expect((await queries.health()).passphraseSet).toBe(false)
})

test('a violation with its corrective action is one durable commit that walks both ways', async () => {
  const { store, queries, clock, event } = await withEvent()
  const [person] = await queries.recordsOf('person')
  const changes = reviewChanges(
    {
      eventId: event.id,
      result: 'violation',
      note: '名冊原應以院內交換平台傳送，已請單位改用。',
      reviewerId: person?.id,
      action: { description: '個資上傳至未核准網站', dueAt: dueOfMinor(clock.now, undefined) },
    },
    idOf(store),
    clock.now,
  )
  unwrap(await store.execute({ type: 'commit', changes }))
  const [action] = await queries.recordsOf('correctiveAction')
  const [review] = await queries.recordsOf('webEventReview')
  expect(review?.values['linkedId']).toBe(action?.id)
  expect((await queries.recordsNaming(event.id)).map(({ type }) => type).toSorted()).toEqual([
    'correctiveAction',
    'webEventReview',
  ])
  expect((await queries.recordById(event.id))?.values['reviewResult']).toBe('violation')
})

test('a review whose corrective action is refused leaves neither behind', async () => {
  const { store, queries, clock, event } = await withEvent()
  const changes = reviewChanges(
    {
      eventId: event.id,
      result: 'violation',
      note: '名冊原應以院內交換平台傳送，已請單位改用。',
      reviewerId: undefined,
      action: { description: '個資上傳至未核准網站', dueAt: taipeiDate(clock.now + 400 * 86_400_000) },
    },
    idOf(store),
    clock.now,
  )
  expect((await store.execute({ type: 'commit', changes })).ok).toBe(false)
  expect([await queries.count('correctiveAction'), await queries.count('webEventReview')]).toEqual([0, 0])
})

test('an exception asked for in the dialog becomes a request waiting for a decision', async () => {
  const { store, queries, clock, event } = await withEvent()
  const asked = {
    reason: '主管機關指定之申報平台，沒有其他方式可以送件',
    compensating: '由兩人覆核筆數',
    days: 30,
  }
  const change = requestChange(event.id, eventView(event), asked, undefined, idOf(store), clock.now)
  unwrap(await store.execute({ type: 'commit', changes: [change] }))
  expect((await queries.recordById(change.id))?.state).toBe('submitted')
})
