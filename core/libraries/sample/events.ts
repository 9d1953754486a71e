import { chance, type Chance } from './random.ts'
import { staff } from './people.ts'
import type { SampleEvent } from './sample.ts'

/** Persons whose browser carries the guard, by their place among the staff. */
export const guarded: readonly string[] = [0, 1, 3, 6, 7, 12, 13, 16, 17, 21, 22, 28, 29, 35, 36, 38].map(
  (index) => `person.${index}`,
)
if (guarded.some((key) => !staff[Number(key.slice(7))]))
  throw new Error('a guarded person is not on the staff')

export const eventCount = 200
const firstDay = 88

type Scenario = (invent: Chance) => Readonly<Record<string, unknown>>

const buckets = ['<100KB', '<1MB', '<10MB'] as const
const reasons = [
  '配合年度稽核送交抽查名冊',
  '客戶要求以其指定的平台交件',
  '主管機關函文要求上傳至其系統',
  '供應商報修需提供設備清單',
  '展覽主辦單位指定的報名網站',
  '會計師查帳所需的明細資料',
  '已取得當事人書面同意後寄送',
  '合作夥伴尚未開通公司雲端帳號',
]

/** A person gives a reason more often than not; the others think again and cancel. */
const asked = (invent: Chance) =>
  invent.between(0, 99) < 68
    ? { action: 'justify', userDecision: 'override', justification: invent.pick(reasons) }
    : { action: 'justify', userDecision: 'cancel' }
const warned = (invent: Chance) => ({
  action: 'warn',
  userDecision: invent.between(0, 99) < 60 ? 'proceed' : 'cancel',
})
const logged = { action: 'log', userDecision: 'proceed' }
const upload = (invent: Chance, host: string, category: string, extension: string) => ({
  direction: 'upload', host, category, fileExtension: extension, sizeBucket: invent.pick(buckets),
}) // prettier-ignore
const download = (invent: Chance, host: string, category: string, extension: string) => ({
  ...upload(invent, host, category, extension),
  direction: 'download',
})

/** What a department meets, and how often; actions are those of an organisation that is no agency. */
const scenarios: readonly (readonly [weight: number, scenario: Scenario])[] = [
  [15, (c) => ({ ruleId: 'PD-01', ...upload(c, c.pick(['drive-share.example', 'form-maker.example']), 'cloud', c.pick(['xlsx', 'docx', 'pdf'])), dataClasses: ['nationalId', 'personName'], hitCountBucket: c.pick(['1', '2-9', '2-9']), ...asked(c) })],
  [4, (c) => ({ ruleId: 'PD-01', ...upload(c, 'drive-share.example', 'cloud', 'xlsx'), dataClasses: ['nationalId', 'personName', 'mobile'], hitCountBucket: '10-99', ...blocked(c) })],
  [8, (c) => ({ ruleId: 'PD-04', ...upload(c, 'mailer.example', 'cloud', c.pick(['csv', 'xlsx'])), dataClasses: ['mobile', 'email'], hitCountBucket: '10-99', ...asked(c) })],
  [4, (c) => ({ ruleId: 'PD-05', ...upload(c, 'drive-share.example', 'cloud', 'pdf'), dataClasses: ['creditCard'], hitCountBucket: '1', ...asked(c) })],
  [3, (c) => ({ ruleId: 'PD-03', ...upload(c, 'clinic-form.example', 'other', 'pdf'), dataClasses: ['healthExam', 'personName'], hitCountBucket: '1', ...asked(c) })],
  [6, (c) => ({ ruleId: 'PD-10', ...upload(c, 'freemail.example', 'mail', c.pick(['docx', 'xlsx'])), dataClasses: ['email', 'personName'], hitCountBucket: '2-9', ...asked(c) })],
  [12, (c) => ({ ruleId: 'AI-01', direction: 'paste', host: c.pick(['smart-writer.example', 'chat-helper.example']), category: 'genai', dataClasses: c.pick([['mobile'], ['email', 'personName'], ['nationalId']]), hitCountBucket: c.pick(['1', '1', '2-9']), ...asked(c) })],
  [4, (c) => ({ ruleId: 'AI-02', direction: 'paste', host: 'chat-helper.example', category: 'genai', dataClasses: ['confidentialMark'], hitCountBucket: '1', ...asked(c) })],
  [8, () => ({ ruleId: 'AI-04', direction: 'navigate', host: 'smart-writer.example', category: 'genai', dataClasses: [], ...logged })],
  [9, (c) => ({ ruleId: 'AI-05', ...upload(c, c.pick(['convert.example', 'board.example', 'survey.example']), 'unknown', c.pick(['pdf', 'png', 'pptx'])), dataClasses: [], ...logged })],
  [7, (c) => ({ ruleId: 'IP-03', ...download(c, c.pick(['free-tools.example', 'driver-hub.example']), 'download', c.pick(['exe', 'msi'])), dataClasses: [], ...warned(c) })],
  [9, (c) => ({ ruleId: 'IP-04', ...download(c, c.pick(['photo-stock.example', 'font-shelf.example']), 'media', c.pick(['jpg', 'png', 'otf'])), dataClasses: [], ...asked(c) })],
  [4, (c) => ({ ruleId: 'TR-01', ...upload(c, 'big-file.example', 'transfer', c.pick(['xlsx', 'pdf'])), dataClasses: ['nationalId'], hitCountBucket: '1', ...asked(c) })],
  [6, (c) => ({ ruleId: 'CI-01', ...upload(c, 'vendor-portal.example', 'other', c.pick(['zip', 'pdf', '7z'])), dataClasses: [], cannotInspect: c.pick(['encrypted', 'unknownFormat']), ...warned(c) })],
] // prettier-ignore

function blocked(invent: Chance) {
  return invent.between(0, 3) > 0
    ? { action: 'block', userDecision: 'cancel' }
    : {
        action: 'block',
        userDecision: 'exceptionRequest',
        exceptionRequest: {
          reason: '主管機關限期報送名冊，僅能由該平台上傳，無其他管道。',
          compensating: '檔案加密後上傳，密碼另行通知，完成後刪除。',
          days: 14,
        },
      }
}

/** 200 events on working days of three months, busier towards today. */
export const sampleEvents: readonly SampleEvent[] = Array.from({ length: eventCount }, (_, index) => {
  const invent = chance(9000 + index)
  const content = invent.weighed(scenarios)(invent)
  return {
    day: Math.round(firstDay * (1 - (index / (eventCount - 1)) ** 0.85)),
    minute: invent.between(8 * 60 + 40, 17 * 60 + 50),
    profile: invent.between(0, guarded.length - 1),
    content,
  }
})
  .toSorted((a, b) => b.day - a.day || a.minute - b.minute)
  .map((event, index) => ({ key: `event.${index}`, ...event }))
