import type { SampleRecord, SampleStep } from './sample.ts'

/** One person is the whole team until others join; the override says so on the form. */
export const alone = '示範組織只有一位成員，由資安長代行'

const approve = (from: number): readonly SampleStep[] => [
  { day: from - 2, to: 'assessed' },
  { day: from - 3, to: 'approved', override: alone },
]

interface Site {
  readonly host: string
  readonly name: string
  readonly category: string
  readonly place: string
  readonly classes: readonly string[]
  /** Day of the request, and days after today on which the approval ends. */
  readonly day: number
  readonly until: number
  readonly stage: 'requested' | 'assessed' | 'approved'
}

// prettier-ignore
const sites: readonly Site[] = [
  { host: 'erp.qinglan.example', name: '企業資源規劃系統', category: 'other', place: 'tw', classes: ['internal', 'restricted', 'personal'], day: 90, until: 250, stage: 'approved' },
  { host: 'mail.qinglan.example', name: '公司電子郵件', category: 'mail', place: 'tw', classes: ['internal', 'restricted', 'personal'], day: 90, until: 250, stage: 'approved' },
  { host: 'share.qinglan.example', name: '公司雲端硬碟', category: 'cloud', place: 'tw', classes: ['internal', 'restricted', 'personal'], day: 89, until: 240, stage: 'approved' },
  { host: 'hr-cloud.example', name: '差勤雲端服務', category: 'cloud', place: 'tw', classes: ['internal', 'personal'], day: 80, until: 200, stage: 'approved' },
  { host: 'learn.example', name: '線上訓練平台', category: 'cloud', place: 'tw', classes: ['internal'], day: 78, until: 190, stage: 'approved' },
  { host: 'invoice.example', name: '電子發票加值中心', category: 'other', place: 'tw', classes: ['internal', 'restricted'], day: 76, until: 18, stage: 'approved' },
  { host: 'translate.example', name: '翻譯服務', category: 'genai', place: 'jp', classes: ['public'], day: 60, until: 120, stage: 'approved' },
  { host: 'design-share.example', name: '設計協作平台', category: 'cloud', place: 'us', classes: ['internal'], day: 30, until: 150, stage: 'assessed' },
  { host: 'smart-writer.example', name: '文稿助理', category: 'genai', place: 'us', classes: ['public'], day: 12, until: 90, stage: 'requested' },
  { host: 'big-file.example', name: '大檔傳送', category: 'transfer', place: 'unknown', classes: ['public'], day: 6, until: 90, stage: 'requested' },
]

export const siteRecords: readonly SampleRecord[] = sites.map((site, index) => ({
  key: `site.${index}`,
  type: 'siteRegister',
  day: site.day,
  values: ({ day }) => ({
    host: site.host,
    name: site.name,
    category: site.category,
    dataLocation: site.place,
    allowedDataClasses: site.classes,
    ...(site.stage === 'requested'
      ? {}
      : {
          assessment: '已檢視服務條款、資料所在地與退場方式，風險可接受。',
          dangerousProductCheck: 'clear',
          validUntil: day(-site.until),
        }),
  }),
  steps:
    site.stage === 'approved'
      ? approve(site.day)
      : site.stage === 'assessed'
        ? [{ day: site.day - 5, to: 'assessed' }]
        : [],
}))

export const exceptionRecords: readonly SampleRecord[] = [
  {
    key: 'exception.0',
    type: 'exceptionRequest',
    day: 40,
    values: ({ id, day }) => ({
      kind: 'extensionRule',
      ruleId: 'PD-01',
      host: 'bid.example',
      unitId: id('unit.7'),
      reason: '投標須上傳負責人身分證影本，招標系統指定此網站。',
      compensating: '上傳前加註用途浮水印，得標後請求刪除。',
      validFrom: day(36),
      validUntil: day(-24),
    }),
    steps: [
      { day: 38, to: 'reviewed', override: alone },
      { day: 36, to: 'approved', override: alone },
    ],
  },
  {
    key: 'exception.1',
    type: 'exceptionRequest',
    day: 9,
    values: ({ id, day }) => ({
      kind: 'extensionRule',
      ruleId: 'AI-01',
      host: 'smart-writer.example',
      unitId: id('unit.7'),
      reason: '客服想以文稿助理整理客訴內容，內容含客戶姓名與電話。',
      compensating: '先以代號取代姓名與電話，仍有疏漏之虞。',
      validFrom: day(5),
      validUntil: day(-60),
    }),
    steps: [
      { day: 7, to: 'reviewed', override: alone },
      { day: 6, to: 'rejected' },
    ],
  },
]
