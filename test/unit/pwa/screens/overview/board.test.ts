import { expect, test } from 'vitest'
import { recordTypeKeys } from '../../../../../core/records/index.ts'
import { boardOf } from '../../../../../pwa/screens/overview/board.ts'

const lines = (declared: readonly string[], holdings = {}) =>
  boardOf(new Set(declared), holdings).flatMap(({ tasks }) => tasks.flatMap((task) => task.lines))

test('the board shows the twelve tasks and 27 work products of the standard, built or not', () => {
  const board = boardOf(new Set(recordTypeKeys), {})
  expect(board.flatMap(({ tasks }) => tasks)).toHaveLength(12)
  expect(lines(recordTypeKeys)).toHaveLength(27)
  expect(lines([]).every(({ built }) => built.length === 0)).toBe(true)
})

test('a work product counts the records of its declared types and shows the latest change', () => {
  const line = lines(['siteRegister', 'webEvent'], {
    siteRegister: { count: 2, updatedAt: 5 },
    webEvent: { count: 3, updatedAt: 9 },
  }).find(({ output }) => output.id === 'O4.2.1')
  expect(line).toMatchObject({ entries: 5, updatedAt: 9, built: ['siteRegister', 'webEvent'] })
  expect(line?.missing).toContain('piFile')
})
