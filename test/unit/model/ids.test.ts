import { expect, test } from 'vitest'
import {
  isDeviceId,
  isHash,
  isRecordId,
  isUlid,
  newMemberId,
  newRecordId,
  newRowId,
  newUlid,
  prefixOf,
} from '../../../core/model/ids.ts'

test('ids made in one go sort in the order they were made and never repeat', () => {
  const made = Array.from({ length: 5000 }, () => newRecordId('CAR'))
  expect([...made].sort()).toEqual(made)
  expect(new Set(made).size).toBe(made.length)
})

test('an id says what it names', () => {
  const id = newRecordId('UNIT')
  expect(isRecordId(id)).toBe(true)
  expect(prefixOf(id)).toBe('UNIT')
  expect(isUlid(newRowId()) && isUlid(newUlid())).toBe(true)
  expect(newMemberId()).toMatch(/^MEM-/)
})

test('what only looks like an id is none', () => {
  for (const wrong of [
    'CAR-',
    'car-01K0000000000000000000000A',
    'CAR-81K0000000000000000000000A',
    'CAR-01K000000000000000000000IL',
    7,
    null,
  ]) {
    expect(isRecordId(wrong)).toBe(false)
  }
  expect(isDeviceId('A'.repeat(32)) || isDeviceId('a'.repeat(31))).toBe(false)
  expect(isHash('0'.repeat(63))).toBe(false)
})
