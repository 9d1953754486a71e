import { expect, test } from 'vitest'
import {
  createCommand,
  hasLevel,
  passphraseProblems,
  problemsOf,
  type FirstRunForm,
} from '../../../../../pwa/screens/start/first-run.ts'

const filled: FirstRunForm = {
  organization: ' 嵐山綜合醫院 ', entityType: 'private', level: '', unit: '資訊室', person: '高・瓦歷斯・諾幹', employeeNo: 'E0001', jobTitle: '',
  backup: 'later', passphrase: '', repeat: '',
} // prettier-ignore

test('a workspace needs an organisation, its type, a unit and a person', () => {
  expect(problemsOf(filled)).toEqual({})
  const empty = { ...filled, organization: ' ', entityType: '', unit: '', person: '', employeeNo: '' }
  expect(Object.keys(problemsOf(empty))).toEqual([
    'organization',
    'entityType',
    'unit',
    'person',
    'employeeNo',
  ])
})

test('a level is asked for where the law gives one, and nowhere else', () => {
  expect(hasLevel('gov') && hasLevel('sng')).toBe(true)
  expect(problemsOf({ ...filled, entityType: 'gov' })).toHaveProperty('level')
  expect(createCommand({ ...filled, level: 'B' }).organization).not.toHaveProperty('cyberLevel')
  expect(createCommand({ ...filled, entityType: 'gov', level: 'B' }).organization['cyberLevel']).toBe('B')
})

test('a staff number that looks like a national id is refused, however it is written', () => {
  for (const employeeNo of ['A123456789', 'a-12345-6789', 'Ａ１２３４５６７８９']) {
    expect(problemsOf({ ...filled, employeeNo }).employeeNo).toBe('start.employeeNoIsId')
  }
})

test('the passphrase may wait, but once chosen it is long enough and typed twice', () => {
  expect(passphraseProblems('一二三四五六七八九', '一二三四五六七八九')).toHaveProperty('passphrase')
  expect(passphraseProblems('一二三四五六七八九十', '一二三四五六七八九')).toEqual({
    repeat: 'start.repeatDiffers',
  })
  expect(passphraseProblems('一二三四五六七八九十', '一二三四五六七八九十')).toEqual({})
  expect(createCommand(filled)).not.toHaveProperty('passphrase')
  expect(createCommand({ ...filled, backup: 'now', passphrase: 'long enough words' }).passphrase).toBe(
    'long enough words',
  )
})

test('names are stored without the space around them', () => {
  expect(createCommand(filled).organization['nameZh']).toBe('嵐山綜合醫院')
})
