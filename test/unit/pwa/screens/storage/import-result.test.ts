import { describe, expect, test } from 'vitest'
import { hasMessage } from '../../../../../core/i18n/index.ts'
import {
  broughtNothing,
  importFailureKey,
  refusalsBySentence,
} from '../../../../../pwa/screens/storage/import-result.ts'
import { isReadOnly } from '../../../../../pwa/screens/storage/read-only.ts'
import { restoreFailureKey } from '../../../../../pwa/screens/start/restore-failure.ts'
import type { DeviceRow } from '../../../../../core/projections/rows.ts'

describe('what came of a file', () => {
  test('is counted by what a person can do about it, the most frequent first', () => {
    expect(
      refusalsBySentence({ BadSignature: 2, NotEntitled: 7, Unreadable: 3, SomethingNewer: 1 }),
    ).toMatchObject([
      { key: 'sync.reason.notEntitled', count: 7 },
      { key: 'sync.reason.damaged', count: 5, codes: ['BadSignature', 'Unreadable'] },
      { key: 'sync.reason.rule', count: 1 },
    ])
  })
  test('was nothing new only where nothing was taken, kept waiting or kept out', () => {
    const none = { admitted: 0, known: 9, waiting: 0, refused: {}, notForHere: 0, chunks: 0, whole: true }
    const header = {} as never
    expect(broughtNothing({ header, ...none })).toBe(true)
    for (const some of [
      { admitted: 1 },
      { waiting: 1 },
      { notForHere: 1 },
      { chunks: 1 },
      { refused: { Fork: 1 } },
      { whole: false },
    ])
      expect(broughtNothing({ header, ...none, ...some })).toBe(false)
  })
})

describe('why a file was not read', () => {
  test('has a sentence of its own, and a backup given for exchange is named as one', () => {
    for (const type of ['NotAFile', 'OtherVersion', 'OtherWorkspace', 'FileUnreadable', 'NotSaved'])
      expect(hasMessage(importFailureKey(type, 'a.countersign') ?? '')).toBe(true)
    expect(importFailureKey('NotAFile', 'a.countersign-backup')).toBe('backup.exchange.failure.isBackup')
    expect(importFailureKey('HostGone', 'a.countersign')).toBeUndefined()
  })
  test('of a backup too', () => {
    for (const type of [
      'NotABackup',
      'OtherVersion',
      'WrongPassphrase',
      'DamagedBackup',
      'FileUnreadable',
      'WorkspaceExists',
      'NotSaved',
    ])
      // prettier-ignore
      expect(hasMessage(restoreFailureKey(type) ?? '')).toBe(true)
    expect(restoreFailureKey('HostGone')).toBeUndefined()
  })
})

test('a device the log does not know only reads, unless it is about to hear of itself', () => {
  const row = (self: boolean) => ({ self }) as DeviceRow
  expect(isReadOnly([row(false)], {})).toBe(true)
  expect(isReadOnly([row(false)], { joining: { phase: 'receiving' } })).toBe(false)
  expect(isReadOnly([row(false), row(true)], {})).toBe(false)
  expect(isReadOnly(undefined, {})).toBe(false)
})
