import { expect, test } from 'vitest'
import {
  isDeviceId,
  isHash,
  isMadeBy,
  isRecordId,
  isSameMaker,
  isUlid,
  newMemberId,
  newRecordId,
  newRowId,
  newUlid,
  newUlidBy,
  madeAt,
  prefixOf,
  type DeviceId,
} from '../../../core/model/ids.ts'

const one = '0123456789abcdef0123456789abcdef' as DeviceId
const other = '0123456788abcdef0123456789abcdef' as DeviceId

test('an id says which device made it, and when', () => {
  const before = Date.now()
  for (const id of [newRecordId('CAR', one), newRecordId('UNIT', one), newUlidBy(one)]) {
    expect(isMadeBy(id, one)).toBe(true)
    expect(isMadeBy(id, other)).toBe(false)
    expect(isUlid(id.slice(-26))).toBe(true)
  }
  expect(madeAt(newRecordId('CAR', one))).toBeGreaterThanOrEqual(before)
  expect(newUlidBy('ff00ff00ff'.padEnd(32, '0') as DeviceId).slice(10, 18)).toBe('ZW0FY07Z')
})

test('devices whose ids begin alike in forty bits are one maker', () => {
  expect(isSameMaker(one, `0123456789${'0'.repeat(22)}` as DeviceId)).toBe(true)
  expect(isSameMaker(one, other)).toBe(false)
})

test('ids made in one go sort in the order they were made and never repeat', () => {
  const made = Array.from({ length: 5000 }, () => newRecordId('CAR', one))
  expect([...made].sort()).toEqual(made)
  expect(new Set(made).size).toBe(made.length)
})

test('an id says what it names', () => {
  const id = newRecordId('UNIT', one)
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
