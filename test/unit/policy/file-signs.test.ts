import { describe, expect, test } from 'vitest'
import { dayOf } from '../../../core/policy/day-so-far.ts'
import { fileSignsOf } from '../../../core/policy/file-signs.ts'

test.each([
  ['setup.EXE', '', 'executable'], ['tool.msi', '', 'executable'], ['app.dmg', '', 'executable'], ['app.apk', '', 'executable'],
  ['photo.jpeg', '', 'media'], ['song.mp3', '', 'media'], ['clip.webm', '', 'media'],
  ['source-han.otf', '', 'font'], ['face.woff2', '', 'font'],
  ['名冊.xlsx', '', 'document'], ['範本.potx', '', 'document'], ['all.zip', '', 'archive'],
  ['film.torrent', '', 'torrent'], ['magnet:?xt=urn:btih:0123', '', 'torrent'],
  ['download', 'image/png', 'media'], ['download', 'font/ttf', 'font'], ['download', 'application/x-bittorrent', 'torrent'],
  ['download', 'application/x-msdownload; charset=binary', 'executable'], ['download', 'application/octet-stream', 'other'],
  ['report.pdf', 'application/octet-stream', 'document'], ['invoice.pdf.exe', 'application/pdf', 'executable'],
  ['name without an end', '', 'other'], ['', '', 'other'],
])('%j (%s) is %s', (name, type, kind) => {
  expect(fileSignsOf(name, type).kind).toBe(kind)
}) // prettier-ignore

test('an archive is what it carries', () => {
  expect(fileSignsOf('tools.zip', '', ['readme.txt', 'bin/setup.exe']).kind).toBe('executable')
  expect(fileSignsOf('photos.zip', '', ['a.jpg']).kind).toBe('archive')
  expect(fileSignsOf('photos.zip', '', ['a.jpg', 'keygen.exe'])).toEqual({
    kind: 'executable',
    cracked: true,
  })
  expect(fileSignsOf('letter.docx', '', ['setup.exe']).kind).toBe('document')
})

test.each([
  'Editor_2025_crack.zip', 'cracked-setup.exe', 'keygen.exe', 'key-gen.rar', 'KMSpico_setup.exe', 'kms-auto-net.zip',
  'Some.Game-WAREZ.rar', 'office_activator.exe', '繪圖軟體破解版.zip', '註冊機.exe', '软件注册机.rar', '某軟體免註冊版.zip', '破解補丁.zip',
])('%s is named like a crack', (name) => {
  expect(fileSignsOf(name).cracked).toBe(true)
}) // prettier-ignore

test.each([
  'crackers.jpg', 'nutcracker-suite.mp3', 'cracking-the-coding-interview.pdf', 'keygeneration-policy.docx',
  '破解版權迷思.pdf', '破解密碼學的歷史.pdf', '設備序號清冊.xlsx', '註冊機關一覽.xlsx', 'activators.csv', 'report.pdf',
])('%s is not', (name) => {
  expect(fileSignsOf(name).cracked).toBe(false)
}) // prettier-ignore

describe('a day so far', () => {
  const event = (ruleId: string, host: string, ...further: string[]) => ({
    ruleId,
    host,
    furtherRules: further.map((one) => ({ ruleId: one })),
  })
  test('names the rules recorded of this site, and no other site’s', () => {
    const events = [event('AI-05', 'files.example'), event('PD-01', 'files.example', 'PD-06'), event('PD-08', 'other.example')] // prettier-ignore
    expect(dayOf(events, 'files.example')).toEqual({ firstUseToday: true, loggedToday: ['AI-05', 'PD-01', 'PD-06'] }) // prettier-ignore
  })
  test('has had its first use of generative AI wherever that was', () => {
    expect(dayOf([event('AI-04', 'claude.ai')], 'chatgpt.com').firstUseToday).toBe(false)
    expect(dayOf([event('PR-01', 'deepseek.com', 'AI-04')], 'chatgpt.com').firstUseToday).toBe(false)
  })
})
