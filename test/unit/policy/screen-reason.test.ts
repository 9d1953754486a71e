import { expect, test } from 'vitest'
import { screenReason } from '../../../core/policy/screen-reason.ts'

test.each([
  '廠商報到名單，該平台為主管機關指定',
  '  客戶要求今日完成開戶作業  ',
  '𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷',
  'the client asked for it today',
])('%s may be stored, without the space around it', (text) => {
  expect(screenReason(text)).toEqual({ ok: true, value: text.trim() })
})

test.each([
  ['', 0],
  ['          ', 0],
  ['業務需要', 4],
  ['九個字的理由不夠長', 9],
  ['𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷', 9],
])('%j is too short', (text, count) => {
  expect(screenReason(text)).toEqual({ ok: false, error: { type: 'ReasonTooShort', least: 10, count } })
})

test.each([
  ['客戶 A123456789 要求今日完成開戶', ['nationalId']],
  ['身分證字號 A123456788 打錯了要重新送件', ['nationalId']],
  ['王小明先生要求今日完成開戶作業', ['personName']],
  ['陳小姐要求今日完成開戶作業謝謝', ['personName']],
  ['請撥 0912345678 與客戶確認開戶', ['mobile']],
  ['寄給 wang@example.com 的開戶文件', ['email']],
  ['Ａ１２３４５６７８９ 要求今日完成開戶', ['nationalId']],
])('%s is refused, saying what it holds', (text, types) => {
  expect(screenReason(text)).toEqual({ ok: false, error: { type: 'ReasonHoldsPersonalData', types } })
})

test('a shorter least length may be asked for', () => {
  expect(screenReason('替代措施', 1).ok).toBe(true)
})
