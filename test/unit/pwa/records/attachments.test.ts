import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { previewKind, shownText } from '../../../../pwa/records/attachments/preview.ts'
import { mayHaveEvidence } from '../../../../pwa/records/attachments/evidence-for.ts'
import { recordType } from '../../../../core/records/index.ts'

describe('what of a file is shown', () => {
  test('pictures as pictures, texts as text, and anything that could act only as a download', () => {
    const kind = (mediaType: string, name = 'a') => previewKind({ mediaType, name })
    expect(kind('image/png')).toBe('image')
    expect(kind('image/svg+xml')).toBe('image')
    expect(kind('text/html')).toBe('text')
    expect(kind('application/octet-stream', '名單.CSV')).toBe('text')
    for (const active of [
      'application/pdf',
      'application/x-msdownload',
      'application/javascript',
      'video/mp4',
    ])
      expect(kind(active, 'x'), active).toBe('none')
  })
  test('a text in UTF-8, UTF-16 or Big5 reads as it was written', () => {
    const words = '還原測試紀錄：三台主機都在四十分鐘內復原，由資訊室確認。'
    const utf16 = Uint8Array.from([0xff, 0xfe, ...[...words].flatMap((one) => [one.charCodeAt(0) & 255, one.charCodeAt(0) >> 8])]) // prettier-ignore
    expect(shownText(new TextEncoder().encode(words))).toBe(words)
    expect(shownText(utf16)).toBe(words)
    expect(shownText(readFileSync('test/fixtures/files/customers-12-big5.csv'))).toMatch(/^\uFEFF?[^\n]*姓名/)
  })
})

test('a dropped file becomes evidence only where all who read evidence may read the record', () => {
  const may = (type: string, ...roles: string[]) => mayHaveEvidence(recordType(type)!, roles)
  expect(may('correctiveAction', 'securityManager')).toBe(true)
  expect(may('asset', 'unitContact')).toBe(true)
  // Privacy and guard are read by fewer: a drop must not carry their matters to the others.
  expect(may('piFile', 'securityManager')).toBe(false)
  expect(may('webEventReview', 'securityManager')).toBe(false)
})
