import type { SampleRecord } from './sample.ts'
import { chance } from './random.ts'

/** How many people work in each unit; the first is its head, the second its contact. */
const units = [
  { code: 'SEC', name: '資訊安全室', titles: ['資訊安全主管', '資安工程師', '資安專員'], size: 3 },
  { code: 'MGT', name: '總經理室', titles: ['總經理', '特別助理', '法務專員'], size: 3 },
  { code: 'IT', name: '資訊處', titles: ['資訊處處長', '系統管理師', '網路管理師', '程式設計師'], size: 6 },
  { code: 'HR', name: '人力資源處', titles: ['人資處處長', '人資管理師', '訓練專員'], size: 4 },
  { code: 'FIN', name: '財務處', titles: ['財務長', '會計主任', '會計專員'], size: 5 },
  { code: 'RD', name: '研發處', titles: ['研發處處長', '機構工程師', '韌體工程師', '測試工程師'], size: 7 },
  { code: 'MFG', name: '製造處', titles: ['廠長', '生管專員', '製程工程師', '品保工程師'], size: 7 },
  { code: 'SAL', name: '業務處', titles: ['業務處處長', '業務經理', '行銷企劃', '客服專員'], size: 5 },
] as const

const familyNames = '岑 蒲 闕 鄔 冼 晏 祁 甄 靳 邢 茅'.split(' ')
const givenNames = '安禾 予晴 子衡 以涵 柏言 品嫺 宥廷 思岑 承曦 若瑀 書弦 庭瑜 晏如 映彤 恩叡'.split(' ')

export const unitCount = units.length
export const unitCodes: readonly string[] = units.map(({ code }) => code)

/** 8 units and 40 people; names are put together by chance from rare ones. Unit 0 and person 0 begin the workspace. */
export const staff = units.flatMap(({ titles, size }, unit) =>
  Array.from({ length: size }, (_, place) => ({
    unit,
    place,
    title: titles[Math.min(place, titles.length - 1)]!,
  })),
)

export const firstUnit = { code: units[0].code, nameZh: units[0].name, inScope: true }
export const firstPerson = personOf(0)

export const headOf = (unit: number): string => `person.${staff.findIndex((one) => one.unit === unit)}`
export const contactOf = (unit: number): string => `person.${staff.findIndex((one) => one.unit === unit) + 1}`

export const unitRecords: readonly SampleRecord[] = units.slice(1).map(({ code, name }, index) => ({
  key: `unit.${index + 1}`,
  type: 'orgUnit',
  day: 96,
  values: ({ id }) => ({
    code,
    nameZh: name,
    // Everybody but the general manager's office reports to it.
    ...(index === 0 ? {} : { parentId: id('unit.1') }),
    headPersonId: id(headOf(index + 1)),
    securityContactId: id(contactOf(index + 1)),
    inScope: true,
  }),
}))

export const personRecords: readonly SampleRecord[] = staff.slice(1).map(({ unit }, index) => ({
  key: `person.${index + 1}`,
  type: 'person',
  day: 96,
  values: ({ id, day }) => ({
    ...personOf(index + 1),
    unitId: id(`unit.${unit}`),
    hiredAt: day(400 + ((index * 137) % 3000)),
  }),
}))

function personOf(index: number) {
  const { unit, place, title } = staff[index]!
  const number = `S${String(index + 1).padStart(4, '0')}`
  const invent = chance(4200 + index)
  return {
    employeeNo: number,
    nameZh: familyNames[index % familyNames.length]! + invent.pick(givenNames),
    titleZh: title,
    email: `${number.toLowerCase()}@qinglan.example`,
    trainingCategory: unit === 0 ? 'dedicated' : place === 0 ? 'manager' : unit === 2 ? 'itStaff' : 'general',
    isDedicatedSecurity: unit === 0,
  }
}
