import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { changeSettings, originOf, readManaged, readSettings } from '../../../extension/settings.ts'
import { fakeChrome } from '../../support/fake-chrome.ts'

let platform: ReturnType<typeof fakeChrome>
beforeEach(() => {
  platform = fakeChrome()
  vi.stubGlobal('chrome', platform.chrome)
})
afterEach(() => vi.unstubAllGlobals())

test('a change keeps the rest', async () => {
  await changeSettings({ language: 'en' })
  await changeSettings({ acknowledgedVersion: 1 })
  expect(await readSettings()).toEqual({ version: 1, language: 'en', acknowledgedVersion: 1 })
})

test('settings of another version or shape are not half read: the disclosure is asked for again', async () => {
  await platform.areas.local.set({ settings: { version: 99, acknowledgedVersion: 5, language: 'zh-TW' } })
  expect((await readSettings()).acknowledgedVersion).toBe(0)
})

test('a managed policy is read by its declaration; an odd one counts as none', async () => {
  await platform.areas.managed.set({ noticeGiven: true, organisation: '嵐山綜合醫院' })
  expect(await readManaged()).toEqual({ noticeGiven: true, organisation: '嵐山綜合醫院' })
  await platform.areas.managed.set({ noticeGiven: 'yes' })
  expect(await readManaged()).toEqual({})
})

test('an address is https anywhere, or this machine without it', () => {
  expect(originOf(' http://localhost:4173/today ')).toBe('http://localhost:4173')
  expect(originOf('https://isms.example.com/x?y')).toBe('https://isms.example.com')
  for (const address of [
    'http://isms.example.com',
    'localhost:4173',
    'ftp://localhost',
    'javascript:alert(1)',
    '',
  ]) {
    expect(originOf(address)).toBeUndefined()
  }
})
