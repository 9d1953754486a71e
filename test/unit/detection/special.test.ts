import { describe, expect, test } from 'vitest'
import { detect } from '../../../core/detection/detect.ts'
import type { DetectedType } from '../../../core/detection/types.ts'
import { tableOf } from '../../support/table-of.ts'

const found = (text: string): string[] =>
  detect(text).matches.map(({ type, start, end }) => `${type} ${text.slice(start, end)}`)

describe('special categories (個資法 Art. 6) need a value, and a person in the same record', () => {
  const values: readonly [DetectedType, string, string][] = [
    ['medicalRecord', '診斷：第二型糖尿病', '第二型糖尿病'],
    ['medicalRecord', 'ICD-10：E11.9', 'E11.9'],
    ['medicalRecord', '病歷號碼：12345678', '12345678'],
    ['medicalRecord', '罹患高血壓', '高血壓'],
    ['medicalRecord', 'Diagnosis: type 2 diabetes', 'type 2 diabetes'],
    ['healthExam', '血壓 152/96 mmHg', '152/96 mmHg'],
    ['healthExam', '健檢結果：肝功能異常', '肝功能異常'],
    ['healthExam', '總膽固醇：240 mg/dL', '240 mg/dL'],
    ['healthExam', 'B型肝炎：陽性', '陽性'],
    ['genetic', '基因檢測結果：BRCA1 突變', 'BRCA1 突變'],
    ['genetic', 'BRCA2 陽性', '陽性'],
    ['sexLife', '性傾向：同性', '同性'],
    ['criminalRecord', '前科：竊盜', '竊盜'],
    ['criminalRecord', '處有期徒刑六月', '六月'],
    ['criminalRecord', '罪名：公共危險', '公共危險'],
  ]
  test.each(values)('%s: %s', (type, text, value) => {
    expect(found(`姓名：王小明\n${text}\n`)).toEqual(['personName 王小明', `${type} ${value}`])
    expect(found(`A123456789，${text}。`)).toEqual(['nationalId A123456789', `${type} ${value}`])
  })
  test.each(values)('%s is nothing without a person: %s', (_type, text) => {
    expect(found(`${text}。`)).toEqual([])
  })
  test.each(values)('%s is nothing when the person is farther than a record reaches: %s', (_type, text) => {
    expect(found(`姓名：王小明\n${'衛教宣導說明。\n'.repeat(60)}${text}。`)).toEqual(['personName 王小明'])
  })
  test.each([
    '病歷與健康檢查資料應妥善保存',
    '罪名及刑期由法院定之',
    '診斷：無',
    '前科：無',
    '基因改造食品',
    '健康檢查每年一次',
    '病史：',
  ])('a word alone is nothing, even beside a person: %s', (text) => {
    expect(found(`姓名：王小明\n${text}\n`)).toEqual(['personName 王小明'])
  })
  test('a value in words hides no number inside it', () => {
    expect(found('姓名：王小明 診斷：氣喘 0912345678')).toEqual([
      'personName 王小明',
      'medicalRecord 氣喘 ',
      'mobile 0912345678',
    ])
  })
  test('in a table the row is the record', () => {
    const { matches, people } = detect(
      tableOf([
        ['姓名', '診斷', '血壓'],
        ['王小明', '糖尿病', '150/90'],
        ['陳大文', '無', '正常'],
        ['（空床）', '氣喘', ''],
      ]),
    )
    expect(matches.map(({ type }) => type)).toEqual([
      'personName',
      'medicalRecord',
      'healthExam',
      'personName',
      'healthExam',
    ])
    expect(people).toBe(2)
  })
})

describe('a mark of secrecy stands alone; a word in a sentence is none', () => {
  test.each([
    ['密等及解密條件或保密期限：密', '密'],
    ['密等：極機密', '極機密'],
    ['機密等級: 限閱', '限閱'],
    ['文件等級：絕對機密（本件至某日解密）', '絕對機密'],
    ['會議紀錄\n機密\n出席：', '機密'],
    ['【機密】採購評選結果', '機密'],
    ['（限閱）', '限閱'],
    ['  ** 密 **  ', '密'],
    ['■ 極機密', '極機密'],
    ['Classification: Confidential', 'Confidential'],
    ['CONFIDENTIAL\n\nQuarterly plan', 'CONFIDENTIAL'],
    ['Top Secret', 'Top Secret'],
    ['STRICTLY CONFIDENTIAL', 'STRICTLY CONFIDENTIAL'],
    ['For Internal Use Only', 'For Internal Use Only'],
  ])('%s', (text, mark) => {
    expect(found(text)).toEqual([`confidentialMark ${mark}`])
  })
  test.each([
    '確保資訊之機密性、完整性與可用性',
    '機密等級分為密、機密、極機密與絕對機密',
    '密等：普通',
    '密碼應定期更換',
    '員工應保守機密',
    '本案屬機密，不得外洩',
    '「機密」指不得公開之資訊',
    '□ 機密',
    '一、機密',
    '密切接觸者',
    'Confidentiality, integrity and availability',
    'The secret of success',
    'keep it confidential',
    '機密\u3000第 3 條',
  ])('%s', (text) => {
    expect(found(text)).toEqual([])
  })
  test('a register that says how secret other things are is not itself marked', () => {
    const text = tableOf([
      ['資產名稱', '機密等級', '保管者'],
      ['人事系統', '機密', '資訊室'],
      ['官網', '普通', '資訊室'],
    ])
    expect(detect(text).matches).toEqual([])
  })
})

describe('keys and passwords', () => {
  // Made up, so that no scanner of secrets takes this file for a leak: the pieces meet only when the test runs.
  const join = (...pieces: string[]): string => pieces.join('')
  const made = 'aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7d'
  test.each([
    ['AWS', join('AK', 'IA', 'ABCDEFGHIJKLMNOP')],
    ['GitHub', join('gh', 'p_', made.slice(0, 36))],
    ['GitHub', join('github', '_pat_', made.slice(0, 30))],
    ['Slack', join('xo', 'xb-', '123456789012-abcdefABCDEF')],
    ['Google', join('AI', 'za', made.slice(0, 35))],
    ['GitLab', join('gl', 'pat-', made.slice(0, 20))],
    ['Stripe', join('sk', '_live_', made.slice(0, 24))],
    ['OpenAI', join('sk', '-proj-', made)],
    ['JWT', join('eyJ', 'hbGciOiJIUzI1NiJ9', '.eyJ', 'zdWIiOiJ4In0', '.', made)],
  ])('a token of %s is found by its prefix', (_issuer, token) => {
    expect(found(`TOKEN is ${token} here`)).toEqual([`secretKey ${token}`])
    expect(found(`x${token}`)).toEqual([])
  })
  test('a private key reaches from its first line to its last', () => {
    const key = join('-----BEGIN RSA ', 'PRIVATE KEY-----\n', made, '\n-----END RSA ', 'PRIVATE KEY-----')
    expect(found(`key:\n${key}\nend`)).toEqual([`secretKey ${key}`])
    expect(found('-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----')).toEqual([])
  })
  test.each([
    ['密碼：Xk3!pass99', 'Xk3!pass99'],
    ['password = "hunter2!x"', 'hunter2!x'],
    ['DB_PASSWORD=s3cr3t-Value', 's3cr3t-Value'],
    ['api_key: 9f8e7d6c5b4a39281706', '9f8e7d6c5b4a39281706'],
    ['pwd: P@ssw0rd', 'P@ssw0rd'],
  ])('%s', (text, value) => {
    expect(found(text)).toEqual([`secretKey ${value}`])
  })
  test.each([
    '密碼：請向資訊室索取',
    'password: ********',
    'password: <your password>',
    'password = process.env.PASSWORD',
    'password: string',
    'token = getToken()',
    '密碼長度至少 12 碼',
    'secret: ${SECRET}',
  ])('a placeholder is none: %s', (text) => {
    expect(found(text)).toEqual([])
  })
})

describe('card numbers published for testing', () => {
  test('are recorded as such, and as nobody', () => {
    const text = '卡號 4242 4242 4242 4242'
    expect(detect(text)).toMatchObject({
      people: 0,
      matches: [{ type: 'creditCard', test: true, severity: 'possible' }],
    })
    expect(detect('卡號 4111111111111111').matches).toMatchObject([{ severity: 'high' }])
    expect(detect('卡號 4111111111111111').matches[0]).not.toHaveProperty('test')
  })
})
