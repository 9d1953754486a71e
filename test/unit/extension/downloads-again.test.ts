import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { askAgain } from '../../../extension/background/download-again.ts'
import { settleDownload } from '../../../extension/background/download-hold.ts'
import { letPass, passesNow, passOf } from '../../../extension/background/download-passes.ts'
import { isSameFile } from '../../../extension/background/same-file.ts'
import { fakeChrome } from '../../support/fake-chrome.ts'

const now = Date.parse('2026-11-22T06:30:00Z')
const ticket = { host: 'files.example', name: '票券.pdf', sizeBytes: 6000 }

let answers: Partial<chrome.downloads.DownloadItem>
let calls: string[]
beforeEach(() => {
  answers = { state: 'in_progress', bytesReceived: 10, mime: 'application/pdf', totalBytes: 6000 }
  calls = []
  const noted = (name: string, answer?: unknown) => async () => {
    calls.push(name)
    return answer
  }
  const downloads = {
    download: noted('download', 9),
    search: async ({ id }: { readonly id: number }) => (id === 9 || running ? [answers] : []),
    resume: noted('resume'),
    cancel: noted('cancel'),
    removeFile: noted('removeFile'),
    erase: noted('erase'),
  }
  vi.stubGlobal('chrome', { ...fakeChrome().chrome, downloads })
})
let running = false
afterEach(() => {
  running = false
  vi.unstubAllGlobals()
})
const first = { id: 3, url: 'https://files.example/t', mime: 'application/pdf', ...ticket }

test('what still runs is resumed as it is, and nothing is asked for a second time', async () => {
  running = true
  expect(await settleDownload(first, true)).toBe('settled')
  expect(calls).toEqual(['resume'])
})

test('what was ended is asked for again, and kept where it is the same file', async () => {
  expect(await settleDownload(first, true)).toBe('settled')
  expect(calls).toEqual(['download'])
})

test.each([
  ['a page instead of the file', { mime: 'text/html; charset=utf-8', totalBytes: 300 }],
  ['a file of another size', { totalBytes: 5999 }],
  ['a refusal', { state: 'interrupted' as const }],
])('%s is never given in its place: nothing is left, and the next press passes', async (_, said) => {
  answers = { ...answers, ...said }
  expect(await settleDownload(first, true)).toBe('pressAgain')
  expect(calls).toEqual(['download', 'cancel', 'removeFile', 'erase'])
  expect(await passesNow(ticket, Date.now())).toBe(true)
})

test('what the page made itself is not asked for at all', async () => {
  expect(await askAgain({ ...first, url: 'blob:https://files.example/1' })).toBe(false)
  expect(calls).toEqual([])
})

describe('a pass', () => {
  test('holds for two minutes, once, for the same site', async () => {
    await letPass(ticket, now)
    expect(await passesNow({ ...ticket, host: 'other.example' }, now)).toBe(false)
    expect(await passesNow(ticket, now + 120_001)).toBe(false)
    expect(await passesNow(ticket, now + 60_000)).toBe(true)
    expect(await passesNow(ticket, now + 60_000)).toBe(false)
  })
  test('knows a file the page names by the minute by its size, and no other', async () => {
    await letPass(ticket, now)
    expect(await passesNow({ ...ticket, name: '票券 (2).pdf', sizeBytes: 7000 }, now)).toBe(false)
    expect(await passesNow({ ...ticket, name: '票券 (2).pdf' }, now)).toBe(true)
  })
  test('is the same from the facts of a download and from one that waits', () => {
    expect(passOf({ sites: [{ host: 'files.example' }], name: ticket.name, sizeBytes: 6000 })).toEqual(ticket)
    expect(passOf(first)).toEqual(ticket)
  })
})

test('what a server does not say does not make another file of it', () => {
  expect(isSameFile({ mime: '', sizeBytes: -1 }, { mime: 'image/png', sizeBytes: 9 })).toBe(true)
  expect(isSameFile({ mime: 'image/png', sizeBytes: 0 }, { mime: 'image/png;q=1', sizeBytes: 9 })).toBe(true)
})
