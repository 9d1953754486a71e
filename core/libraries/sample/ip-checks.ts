import { unitCount } from './people.ts'
import type { SampleRecord, SampleStep } from './sample.ts'
import { alone } from './sites.ts'

const itemNames: Readonly<Record<string, string>> = {
  data: '產業統計資料',
  music: '簡介影片配樂',
  image: '官網情境照片',
  video: '產品介紹影片',
  software: '資訊處安裝軟體',
  font: '企業黑體',
  website: '官方網站',
}

const itSteps: readonly SampleStep[] = [
  { day: 45, to: 'inProgress' },
  {
    day: 33,
    to: 'reviewed',
    override: alone,
    values: ({ id }) => ({
      items: ['data', 'music', 'image', 'video', 'software', 'font', 'website'].map((category) => ({
        category,
        name: itemNames[category],
        source: '授權清冊',
        licence: category === 'software' || category === 'font' ? '購買授權' : '書面同意',
        scope: '公司內部與官方網站',
        proof: { ids: [], text: '採購單與授權書，存資訊處檔案櫃' },
        result: 'conform',
      })),
      softwareScan: [
        { software: '作業系統', version: '11', installed: 48, licensed: 48, unlimited: false, licenseItemId: id('licence.6') },
        { software: '辦公室套裝軟體', version: '2026', installed: 43, licensed: 45, unlimited: false, licenseItemId: id('licence.0') },
      ],
      result: 'conform',
      evidenceIds: [id('evidence.0')],
    }),
  },
] // prettier-ignore

/** This year's check of every unit has begun; the information unit's has been filled in and reviewed. */
export const ipCheckRecords: readonly SampleRecord[] = Array.from({ length: unitCount }, (_, unit) => ({
  key: `ipCheck.${unit}`,
  type: 'ipCheck',
  day: 50,
  values: ({ id, day }) => ({ period: `${day(50).slice(0, 4)} 年度`, unitId: id(`unit.${unit}`) }),
  steps: unit === 2 ? itSteps : unit < 5 ? [{ day: 42 - unit, to: 'inProgress' }] : [],
}))

export const evidenceRecords: readonly SampleRecord[] = [
  {
    key: 'evidence.0',
    type: 'evidence',
    day: 34,
    values: ({ id, day, moment }) => ({
      title: '資訊處軟體盤點摘要',
      kind: 'text',
      content: '以資產盤點工具掃描 52 台電腦，安裝數與授權數相符，結果由系統管理師留存。',
      collectedAt: moment(34, 600),
      collectedBy: id('person.7'),
      linkedTo: [id('ipCheck.2')],
      containsPersonalData: false,
      retentionUntil: day(-5 * 365),
    }),
  },
  {
    key: 'evidence.1',
    type: 'evidence',
    day: 20,
    values: ({ id, day, moment }) => ({
      title: '業務處宣導簽到表',
      kind: 'physical',
      location: '資訊安全室檔案櫃 2-3',
      collectedAt: moment(20, 960),
      collectedBy: id('person.1'),
      linkedTo: [id('car.0')],
      containsPersonalData: true,
      masking: '正本上鎖保管，影本遮蔽簽名。',
      retentionUntil: day(-5 * 365),
    }),
  },
]
