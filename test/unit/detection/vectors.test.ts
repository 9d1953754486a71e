import { describe, expect, test } from 'vitest'
import { detect } from '../../../core/detection/detect.ts'
import { tableOf } from '../../support/table-of.ts'
import type { DetectedType } from '../../../core/detection/types.ts'

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

/**
 * Numbers with their check digits right or wrong: the public vectors of the Taiwan identity validators, the Ministry of
 * Finance's test numbers, the card schemes' example numbers, the IBAN registry's examples. Nobody's.
 */
const valid: Readonly<Partial<Record<DetectedType, readonly string[]>>> = {
  nationalId: words(`
    A123456789 B123456780 C123456781 D123456782 E123456783 F123456784 G123456785 H123456786 I123456781 J123456787
    K123456788 L123456788 M123456789 N123456780 O123456782 P123456781 Q123456782 R123456783 S123456784 T123456785
    U123456786 V123456787 W123456789 X123456787 Y123456788 Z123456780 F131104093 O158238845 N116247806 L122544270
    C180661564 A223456781`),
  residentId: words(`
    A800000014 A900207177 A803095426 B801300667 C800151116 H802717288 T900251126 A930196810 I800000016 O800000017
    W800000014 X800000012 Z800000015 AA00000009 AB00207171 AC03095424 BD01300667 CC00151114 HD02717288 TD00251124
    AD30196818`),
  creditCard: words(`
    4111111111111111 5555555555554444 378282246310005 3530111333300000 6011111111111117 30569309025904 6200000000000005`),
  iban: words(`GB82WEST12345698765432 DE89370400440532013000 FR1420041010050500013M02606`),
  companyId: words(`
    04595257 22099131 10458575 10458574 12345675 12345676 23638777 04595252 10458570 12345670 12345671`),
}
const wrong: Readonly<Partial<Record<DetectedType, readonly string[]>>> = {
  nationalId: words(`A123456788 F131104091 O158238842 F223456781 A129384756 B120987654`),
  residentId: words(`A801234567 A800000000 F931104091 AA00000000`),
  creditCard: ['4563-1234-5678-9012'],
  iban: ['GB82WEST12345698765433'],
  companyId: words(`12345678 12345672 04595253`),
}
/** Types whose check digit alone is enough; a company number needs its label. */
const standsAlone: readonly string[] = ['nationalId', 'residentId', 'creditCard', 'iban']
const labelOf: Readonly<Record<string, string>> = {
  nationalId: '身分證字號', residentId: '統一證號', creditCard: '信用卡號', iban: 'IBAN', companyId: '統一編號',
} // prettier-ignore

const each = (lists: Readonly<Partial<Record<DetectedType, readonly string[]>>>): [string, string][] =>
  Object.entries(lists).flatMap(([type, list]) => list.map((one): [string, string] => [type, one]))
const found = (text: string): string[] =>
  detect(text).matches.map(({ type, start, end, severity }) => {
    const sure = severity === 'possible' ? 'possible' : 'sure'
    return `${sure} ${type} ${text.slice(start, end)}`
  })

describe('every vector of the specification', () => {
  test.each(each(valid))('%s %s with its label is one', (type, value) => {
    expect(found(`${labelOf[type]}：${value}，請查收。`)).toEqual([`sure ${type} ${value}`])
  })
  test.each(each(valid))('%s %s in a sentence is one if its check digit says enough', (type, value) => {
    expect(found(`請查 ${value}，謝謝。`)).toEqual(
      standsAlone.includes(type) ? [`sure ${type} ${value}`] : [],
    )
  })
  test.each(each(wrong))('%s %s has a wrong check digit and is nothing by itself', (_type, value) => {
    expect(found(`請查 ${value}，謝謝。`)).toEqual([])
  })
  test.each(each(wrong))('%s %s with its label is possible, never dropped, and nobody', (type, value) => {
    const text = `${labelOf[type]}：${value}，請查收。`
    expect(found(text)).toEqual([`possible ${type} ${value}`])
    expect(detect(text).people).toBe(0)
  })
  test('FG31104091 is no old resident number: its second letter is not A to D', () => {
    expect(found('統一證號：FG31104091')).toEqual([])
  })
})

describe('numbers in the ways people write them', () => {
  test.each<[DetectedType, string, string]>([
    ['mobile', '手機', '+886-912-345-678'],
    ['mobile', '手機', '0912-345-678'],
    ['mobile', '手機', '0912 345 678'],
    ['landline', '電話', '(02)2345-6789#123'],
    ['landline', '電話', '(02) 2345-6789'],
    ['landline', '電話', '02-2345-6789 轉 123'],
    ['landline', '電話', '02-23456789'],
    ['landline', '電話', '0223456789'],
    ['landline', '電話', '03-5712121'],
    ['landline', '電話', '(037)123456'],
    ['landline', '電話', '037-321456'],
    ['landline', '電話', '049-2234567'],
    ['landline', '電話', '04-22289111'],
    ['landline', '電話', '04-7222151'],
    ['landline', '電話', '+886-2-2345-6789'],
    ['landline', '電話', '+886 4 2228 9111'],
    ['landline', '電話', '(089)326141'],
    ['landline', '電話', '082-325000'],
    ['landline', '電話', '0836-22023'],
    ['passport', '護照號碼', '312345678'],
    ['passport', '護照號碼', '123456789'],
    ['passport', 'Passport No.', '300123456'],
    ['nhiCard', '健保卡號', '000012345678'],
    ['nhiCard', '健保卡號', '0000 1234 5678'],
    ['householdId', '戶號', 'F1234567'],
    ['creditCard', '卡號', '4111-1111-1111-1111'],
    ['creditCard', '卡號', '4111 1111 1111 1111'],
    ['creditCard', '卡號', '3782 822463 10005'],
    ['iban', '帳號', 'GB82 WEST 1234 5698 7654 32'],
    ['iban', '帳號', 'DE89 3704 0044 0532 0130 00'],
    ['plate', '車牌', 'ABC-1234'],
    ['plate', '車號', '1234-AB'],
    ['plate', '車號', 'AB-1234'],
    ['plate', '車號', '123-ABC'],
    ['plate', '車號', 'ABC-123'],
    ['plate', '車牌號碼', 'ABC1234'],
    ['bankAccount', '帳號', '012-345678901234'],
    ['bankAccount', '匯款帳號', '(012)345678901234'],
    ['bankAccount', '帳號', '1234567890'],
    ['bankAccount', '郵局帳號', '700-00012345678901'],
    ['bankAccount', '戶頭', '0001 2345 6789 0123'],
    ['birthDate', '出生年月日', '75年3月12日'],
    ['birthDate', '出生年月日', '民國 75 年 03 月 12 日'],
    ['birthDate', '出生日期', '075/03/12'],
    ['birthDate', '生日', '0750312'],
    ['birthDate', '生日', '750312'],
    ['birthDate', '生日', '1986-03-12'],
    ['birthDate', '生日', '19860312'],
    ['birthDate', '出生', '民國七十五年三月十二日'],
    ['birthDate', 'DOB', '12 March 1986'],
    ['birthDate', 'Date of birth', 'March 12, 1986'],
    ['birthDate', 'Date of birth', '31/12/1986'],
    ['address', '地址', '台北市信義區市府路45號12樓之3'],
    ['address', '住址', '新竹縣北埔鄉南興村5鄰12號'],
    ['address', '地址', '臺中市西屯區臺灣大道三段99號'],
    ['address', '通訊地址', '市府路45號'],
    ['ipAddress', 'IP', '203.0.113.7'],
  ])('%s %s：%s', (type, label, value) => {
    expect(found(`${label}：${value}。`)).toEqual([`sure ${type} ${value}`])
  })

  test.each<[DetectedType, string]>([
    ['landline', '(02)2345-6789'],
    ['landline', '+886-2-2345-6789'],
    ['address', '臺北市大安區和平東路二段106號5樓'],
    ['address', '高雄市苓雅區四維三路2號'],
    ['birthDate', '民國75年3月12日'],
  ])('%s is found without a label: %s', (type, value) => {
    expect(found(`（${value}${type === 'birthDate' ? '生' : ''}）`)).toEqual([`sure ${type} ${value}`])
  })

  test.each<[DetectedType, string]>([
    ['passport', '312345678'],
    ['nhiCard', '000012345678'],
    ['companyId', '04595257'],
    ['householdId', 'F1234567'],
    ['plate', 'ABC-1234'],
    ['bankAccount', '012-345678901234'],
    ['birthDate', '75年3月12日'],
    ['birthDate', '1986-03-12'],
  ])('a weak %s is nothing without a label, and nothing when the label is far: %s', (_type, value) => {
    expect(found(`請查 ${value}，謝謝。`)).toEqual([])
  })

  test.each<[DetectedType, string, string]>([
    ['passport', '護照號碼', '312345678'],
    ['nhiCard', '健保卡號', '000012345678'],
    ['companyId', '統一編號', '04595257'],
    ['householdId', '戶號', 'F1234567'],
    ['plate', '車牌號碼', 'ABC-1234'],
    ['bankAccount', '匯款帳號', '0123456789012'],
    ['birthDate', '出生日期', '0750312'],
    ['creditCard', '信用卡號', '4111111111111111'],
    ['address', '住址', '信義路100號'],
    ['landline', '電話', '0223456789'],
  ])('the header of a column makes %s certain below it', (type, header, value) => {
    const rows = Array.from({ length: 30 }, (_, row) => [`${row}`, value, '可'])
    const { matches } = detect(tableOf([['項次', header, '備註'], ...rows]))
    expect(matches.map((match) => match.type)).toEqual(Array.from({ length: 30 }, () => type))
    expect(matches.every(({ severity }) => severity !== 'possible')).toBe(true)
  })
})
