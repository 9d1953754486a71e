import { expect, test } from 'vitest'
import { formPath } from '../../../extension/page/form-path.ts'

test.each([
  ['/staff/A123456789/edit', '/staff/A#/edit'],
  ['/staff/7', '/staff/#'],
  ['/staff/wang.daming%40example.org/edit', '/staff/@/edit'],
  ['/%E5%A0%B1%E5%90%8D/%EF%BC%91%EF%BC%92', '/報名/#'],
])('%s and the same form for another person are one', (path, form) => {
  expect(formPath(path)).toBe(form)
})

test('forms that differ by more than a number stay apart, and a stray percent sign stops nothing', () => {
  expect(formPath('/join')).not.toBe(formPath('/leave'))
  expect(formPath('/100%/join')).toBe('/#%/join')
})
