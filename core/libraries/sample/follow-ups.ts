import { sampleEvents } from './events.ts'
import { contactOf, headOf } from './people.ts'
import { chance } from './random.ts'
import type { SampleEvent, SampleRecord, SampleStep, Scene } from './sample.ts'
import { alone } from './sites.ts'

/** The newest wait for their review, and two old ones were forgotten: the inbox shows what is late. */
const reviewedUpTo = 4
const forgotten = new Set([61, 118])

type Result = 'ok' | 'falsePositive' | 'violation'

const judged = sampleEvents
  .filter(
    ({ content, day }, index) => content['action'] !== 'log' && day >= reviewedUpTo && !forgotten.has(index),
  )
  .map((event, index) => ({ event, result: resultOf(event, index) }))
const violations = judged.filter(({ result }) => result === 'violation').map(({ event }) => event)
const carOf = (event: SampleEvent): string => `car.${violations.indexOf(event)}`

/** What was cancelled did no harm; of the rest some were wrong alarms and some broke a rule. */
function resultOf({ content }: SampleEvent, index: number): Result {
  if (content['userDecision'] === 'cancel') return 'ok'
  return chance(7000 + index).weighed<Result>([
    [80, 'ok'],
    [9, 'falsePositive'],
    [11, 'violation'],
  ])
}

const notes: Readonly<Record<Result, readonly string[]>> = {
  ok: [
    '理由與業務相符，對象與範圍適當。',
    '當事人已同意，且網站為主管機關指定。',
    '已取消，未送出任何資料。',
  ],
  falsePositive: ['料號與證號形式相同，並非個人資料。', '範例資料，非真實當事人。'],
  violation: ['未經核准即傳送客戶資料，已請單位說明。', '對象未簽保密協議，不得提供。'],
}

export const reviewRecords: readonly SampleRecord[] = judged.map(({ event, result }, index) => ({
  key: `review.${index}`,
  type: 'webEventReview',
  day: event.day - 1,
  values: ({ id, moment }) => ({
    eventId: id(event.key),
    reviewerId: id('person.0'),
    result,
    note: chance(7500 + index).pick(event.content['userDecision'] === 'cancel' ? notes.ok.slice(2) : notes[result].slice(0, 2)),
    reviewedAt: moment(event.day - 1, 560 + (index % 60)),
  }),
  steps: [
    { day: event.day - 1, to: 'concluded' },
    result === 'violation'
      ? { day: event.day - 2, to: 'closed', values: ({ id }: Scene) => ({ linkedId: id(carOf(event)) }) }
      : { day: event.day - 1, to: 'closed' },
  ],
})) // prettier-ignore

/** Each violation leads to a corrective action, as far along as its age allows. */
export const correctiveRecords: readonly SampleRecord[] = violations.map((event, index) => {
  const unit = 1 + (index % 7)
  const opened = event.day - 2
  // The third is late on purpose.
  const due = index === 2 ? Math.max(opened - 10, 1) : opened - 60
  return {
    key: carOf(event),
    type: 'correctiveAction',
    day: opened,
    values: ({ id, day }) => ({
      source: 'webEvent',
      sourceId: id(event.key),
      findingType: 'minor',
      unitId: id(`unit.${unit}`),
      description: `未經核准將含個人資料之檔案送往 ${String(event.content['host'])}（${String(event.content['ruleId'])}）`,
      immediateAction: '通知同仁停止傳送並請對方刪除，取得刪除確認。',
      immediateDueAt: day(opened - 3),
      dueAt: day(due),
    }),
    steps: stepsOf(unit, opened, due).filter(({ day }) => day >= 0),
  }
})

function stepsOf(unit: number, opened: number, due: number): readonly SampleStep[] {
  const done = opened - 10
  const action = ({ id, day }: Scene) => ({
    measure: '改用公司雲端硬碟分享，並於部門會議宣導。',
    ownerId: id(contactOf(unit)),
    dueAt: day(due),
  })
  return [
    {
      day: opened - 2,
      to: 'causeAnalysed',
      values: () => ({
        rootCauseMethod: 'fiveWhys',
        rootCause: '同仁不知已有核准的雲端硬碟可供外部分享，沿用舊習慣。',
        similarCases: '抽查同單位近三個月紀錄，另有一件，已一併處理。',
      }),
    },
    {
      day: opened - 3,
      to: 'planned',
      values: (scene) => ({ actions: [action(scene)], preventive: '新進人員訓練加入核准網站的使用方式。' }),
    },
    { day: opened - 4, to: 'executing', override: alone },
    {
      day: done,
      to: 'done',
      values: (scene) => ({
        actions: [
          { ...action(scene), doneAt: scene.day(done), evidence: { ids: [], text: '會議紀錄與宣導簽到表' } },
        ],
        doneAt: scene.day(done),
      }),
    },
    {
      day: done - 3,
      to: 'verified',
      override: alone,
      values: ({ id, day }) => ({
        verification: [
          {
            at: day(done - 3),
            method: '抽查單位同仁五名，並檢視近兩週紀錄。',
            result: 'passed',
            evidence: { ids: [], text: '抽查紀錄表' },
            verifierId: id(headOf(0)),
          },
        ],
      }),
    },
    {
      day: done - 32,
      to: 'effective',
      values: ({ day }) => ({ effectivenessAt: day(done - 32), effective: true }),
    },
    { day: done - 33, to: 'closed' },
  ]
}
