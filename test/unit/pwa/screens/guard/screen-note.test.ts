import { expect, test } from 'vitest'
import { noteProblem } from '../../../../../pwa/screens/guard/screen-note.ts'

test('a note says how much it still needs', () => {
  expect(noteProblem('太短')).toContain('8')
  expect(noteProblem('已請單位改用院內交換平台傳送')).toBeUndefined()
})

test('a note that itself holds an id is refused and says what it holds', () => {
  expect(noteProblem('當事人身分證字號 A123456789 已通知')).toContain('身分證字號')
})
