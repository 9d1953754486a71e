import { describe, expect, test } from 'vitest'
import { backupDue } from '../../../../../pwa/screens/today/backup-due.ts'

const day = 24 * 60 * 60 * 1000
const now = Date.parse('2026-11-22T01:00:00Z')

describe('the reminder to back up', () => {
  test('is silent for a month and 499 changes', () => {
    expect(backupDue({ backupAt: now - 29 * day, createdAt: 0, count: 499 }, now)).toBeUndefined()
    expect(backupDue({ createdAt: now - 29 * day, count: 499 }, now)).toBeUndefined()
  })
  test('counts the days of a backup after which something was written', () => {
    expect(backupDue({ backupAt: now - 31 * day, createdAt: 0, count: 1 }, now)).toEqual({
      type: 'days',
      days: 31,
    })
    expect(backupDue({ backupAt: now - 31 * day, createdAt: 0, count: 0 }, now)).toBeUndefined()
  })
  test('comes after 500 changes, however young the backup is', () => {
    expect(backupDue({ backupAt: now - day, createdAt: 0, count: 500 }, now)).toEqual({ type: 'count' })
  })
  test('says plainly that there is none', () => {
    expect(backupDue({ createdAt: now - 30 * day, count: 3 }, now)).toEqual({ type: 'never' })
    expect(backupDue({ createdAt: now, count: 500 }, now)).toEqual({ type: 'never' })
  })
})
