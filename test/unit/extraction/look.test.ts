import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { beginsAsProgram } from '../../../core/extraction/first-bytes.ts'
import { lookAt } from '../../../core/extraction/look.ts'
import { utf8, type Bytes } from '../../../core/model/bytes.ts'
import { maySpeakOfRights } from '../../../core/rights/statement-of-files.ts'

const zip = (files: Record<string, string>): Bytes =>
  new Uint8Array(
    zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])), {
      level: 0,
    }),
  )
const look = (bytes: Bytes, extension: string, before = 0) =>
  lookAt(bytes, { extension, before, wanted: maySpeakOfRights, deadline: Date.now() + 5000 })

function windowsProgram(header = 'PE'): Bytes {
  const bytes = new Uint8Array(512)
  bytes.set(utf8('MZ'))
  new DataView(bytes.buffer).setUint32(0x3c, 0x80, true)
  bytes.set(utf8(header), 0x80)
  return bytes
}

test.each([
  ['Windows', windowsProgram()],
  ['Linux', Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0)],
  ['macOS', Uint8Array.of(0xcf, 0xfa, 0xed, 0xfe, 7, 0, 0, 1)],
  ['a shell', utf8('#!/bin/sh\necho 1\n')],
] as const)('a program for %s is one by its first bytes, whatever it is called', (_, bytes) => {
  expect(beginsAsProgram(bytes)).toBe(true)
  expect(look(bytes, 'pdf')).toMatchObject({ program: true, lies: true })
})

test('a text that begins with the letters of a program is none', () => {
  expect(beginsAsProgram(utf8(`MZ 型錄，2026 年版。${'內容'.repeat(200)}`))).toBe(false)
  expect(beginsAsProgram(windowsProgram('XX'))).toBe(false)
  expect(beginsAsProgram(utf8('MZ'))).toBe(false)
  expect(look(utf8('%PDF-1.7\n'), 'pdf')).toMatchObject({ program: false, lies: false })
})

test('an archive says what it holds and what it says of its licence, from its directory', () => {
  const bytes = zip({
    'a/readme.txt': '說明',
    'a/LICENSE': 'SPDX-License-Identifier: MIT',
    'a/setup.exe': 'x',
  })
  expect(look(bytes, 'zip')).toEqual({
    program: false,
    lies: false,
    members: ['a/readme.txt', 'a/LICENSE', 'a/setup.exe'],
    licences: [{ name: 'a/LICENSE', text: 'SPDX-License-Identifier: MIT' }],
  })
})

test('of a large archive its end is enough for the names, and nothing is said of its licence', () => {
  const bytes = zip({
    'big.bin': 'x'.repeat(50_000),
    LICENSE: 'SPDX-License-Identifier: MIT',
    'b/setup.exe': 'y',
  })
  const before = bytes.length - 400
  expect(look(bytes.slice(before), 'zip', before)).toMatchObject({
    members: ['big.bin', 'LICENSE', 'b/setup.exe'],
    licences: [],
  })
})

test('what cannot be looked into says why, and is never guessed', () => {
  const bytes = zip({ 'a.txt': '一', 'b.txt': '二' })
  expect(look(bytes.slice(0, -5), 'zip')).toMatchObject({ unread: 'corrupt', members: [] })
  // The directory begins before the part that is at hand.
  expect(look(bytes.slice(-40), 'zip', bytes.length - 40)).toMatchObject({ unread: 'tooLarge', members: [] })
  expect(look(utf8('no archive at all'), 'zip')).toMatchObject({ lies: true })
})
