import { describe, expect, test } from 'vitest'
import { detect } from '../../../core/detection/detect.ts'
import { mask, maskedSamples } from '../../../core/detection/mask.ts'
import type { DetectedType } from '../../../core/detection/types.ts'

const found = (text: string): readonly string[] =>
  detect(text).matches.map(({ type, start, end }) => `${type} ${text.slice(start, end)}`)

describe('numbers and addresses are found however people write them', () => {
  test.each<[string, DetectedType, string]>([
    ['身分證：A123456789', 'nationalId', 'A123456789'],
    ['a123456789', 'nationalId', 'a123456789'],
    ['A123-456-789', 'nationalId', 'A123-456-789'],
    ['A 123 456 789', 'nationalId', 'A 123 456 789'],
    ['Ａ１２３４５６７８９', 'nationalId', 'Ａ１２３４５６７８９'],
    ['A12345\u200b6789', 'nationalId', 'A12345\u200b6789'],
    ['A123\u2013456\u2013789', 'nationalId', 'A123\u2013456\u2013789'],
    ['A𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗', 'nationalId', 'A𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗'],
    ['證號AC03095424', 'residentId', 'AC03095424'],
    ['打 0912345678 給我', 'mobile', '0912345678'],
    ['0912-345-678', 'mobile', '0912-345-678'],
    ['0912 345 678', 'mobile', '0912 345 678'],
    ['０９１２－３４５－６７８', 'mobile', '０９１２－３４５－６７８'],
    ['+886912345678', 'mobile', '+886912345678'],
    ['+886 912 345 678', 'mobile', '+886 912 345 678'],
    ['+886-912-345-678', 'mobile', '+886-912-345-678'],
    ['手機:(0912)345678', 'mobile', '0912)345678'],
    ['手機 912345678', 'mobile', '912345678'],
    ['寄到 wang.xm+1@mail.example.com.tw。', 'email', 'wang.xm+1@mail.example.com.tw'],
    ['ｗａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'email', 'ｗａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ'],
    ['⾝分證字號 A123456789', 'nationalId', 'A123456789'],
  ])('%s', (text, type, value) => {
    expect(found(text)).toEqual([`${type} ${value}`])
  })
})

describe('what only looks like personal data is left alone', () => {
  test.each([
    '台內字第 0912345678 號',
    '府教字第\r\n    0912345678 號函',
    '（79）台財字第 0\n0912345678號',
    '第0912345678號',
    'version 0.0912345678',
    '訂單編號 0912345678',
    '09123456789',
    '1A123456789',
    'AB123456789',
    'A1234567890',
    '912345678',
    'user@localhost',
    '@example.com',
    'a@b',
    'filename: 王小明',
    '金額 高雄 方法',
    '申請人得申請',
    '申請人：應附文件',
    '主任醫師、住院醫師及中醫師',
    '應由醫師公會為之',
    '紀念孫中山先生',
  ])('%s', (text) => {
    expect(found(text)).toEqual([])
  })
})

describe('names are found with a label, an honorific or a column, never alone', () => {
  test.each([
    ['姓名：王小明', '王小明'],
    ['姓名　歐陽雲嶺', '歐陽雲嶺'],
    ['聯絡人: 陳嵐 電話', '陳嵐'],
    ['姓名：高・瓦歷斯・諾幹', '高・瓦歷斯・諾幹'],
    ['姓名: Nguyễn Thị Hồng Nhung', 'Nguyễn Thị Hồng Nhung'],
    ['請王小明先生到櫃台', '王小明'],
    ['陳小姐您好', '陳'],
    ['已通知林醫師', '林'],
    ['姓名：王小明身分證字號：', '王小明'],
  ])('%s', (text, name) => {
    expect(found(text)).toEqual([`personName ${name}`])
  })
  test.each(['王小明', '歐陽雲嶺到了', '王小明、陳大文出席'])('%s', (text) => {
    expect(found(text)).toEqual([])
  })
})

describe('evidence decides', () => {
  const scoreOf = (text: string): number => detect(text).matches[0]?.score ?? 0
  test('a label raises a score, a neighbour raises it, another label lowers it', () => {
    expect(scoreOf('手機 0912345678')).toBeGreaterThan(scoreOf('0912345678'))
    expect(scoreOf('0912345678 A123456789')).toBeGreaterThan(scoreOf('0912345678'))
    expect(scoreOf('序號 A123456789')).toBeLessThan(scoreOf('A123456789'))
  })
  test('a check digit alone makes a national ID certain enough to count', () => {
    expect(detect('A123456789')).toMatchObject({ people: 1, matches: [{ severity: 'high' }] })
  })
  test('an office mailbox is possible, and nobody', () => {
    expect(detect('service@example.com')).toMatchObject({ people: 0, matches: [{ severity: 'possible' }] })
  })
})

describe('what is shown is masked', () => {
  test.each<[DetectedType, string, string]>([
    ['nationalId', 'A123456789', 'A12****789'],
    ['nationalId', 'Ａ１２３４５６７８９', 'A12****789'],
    ['mobile', '0912-345-678', '09**-***-678'],
    ['creditCard', '4111 1111 1111 1111', '41** **** **** 1111'],
    ['bankAccount', '012-345678901234', '012-*********234'],
    ['passport', '312345678', '31*****78'],
    ['address', '台北市信義區市府路45號', '台北市信義區******'],
    ['birthDate', '75年3月12日', '**年*月**日'],
    ['ipAddress', '203.0.113.7', '203.*.*.*'],
    ['medicalRecord', '第二型糖尿病', '＊＊＊'],
    ['secretKey', 'Xk3!pass99', 'Xk********'],
    ['confidentialMark', '機密', '＊＊'],
    ['email', 'wang@example.com', 'w***@e***.com'],
    ['personName', '王小明', '王○○'],
    ['personName', '陳', '陳○'],
  ])('%s %s', (type, value, shown) => {
    expect(mask(type, value)).toBe(shown)
  })
  test('no more samples than asked for, each once', () => {
    const text = 'A123456789 A123456789 B123456780 C123456781'
    expect(maskedSamples(text, detect(text), 2)).toEqual({ nationalId: ['A12****789', 'B12****780'] })
  })
})
