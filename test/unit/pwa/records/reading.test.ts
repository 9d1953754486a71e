import { afterEach, describe, expect, test } from 'vitest'
import { useLocale } from '../../../../core/i18n/index.ts'
import { newRowId } from '../../../../core/model/ids.ts'
import { anId } from '../../../support/ids.ts'
import type { HistoryRow, RecordRow } from '../../../../core/projections/rows.ts'
import { recordType, recordTypes } from '../../../../core/records/index.ts'
import { displayText } from '../../../../pwa/records/display-text.ts'
import { formLayout } from '../../../../pwa/records/form-layout.ts'
import { historyGroups } from '../../../../pwa/records/history-lines.ts'
import { movesOf } from '../../../../pwa/records/moves.ts'
import { recordLabel } from '../../../../pwa/records/record-label.ts'
import { namedBy, naming } from '../../../../pwa/records/relations.ts'
import { typedDate, typedDateTime, typedNumber } from '../../../../pwa/records/typed-values.ts'

afterEach(() => useLocale('zh-TW'))

const action = recordType('correctiveAction')!
const say = (type: string, name: string, value: unknown) =>
  displayText(recordType(type)!.fields[name]!, value, {
    type,
    name,
    dates: 'roc',
    nameOf: (id) => `〈${id.slice(0, 3)}〉`,
  })

describe('values in words', () => {
  test('in the words of the form', () => {
    expect(say('correctiveAction', 'dueAt', '2026-11-23')).toBe('115/11/23')
    expect(say('correctiveAction', 'findingType', 'major')).toBe('主要不符合')
    expect(say('correctiveAction', 'effective', false)).toBe('否')
    expect(say('correctiveAction', 'unitId', anId('UNIT'))).toBe('〈UNI〉')
    expect(say('siteRegister', 'allowedDataClasses', ['public', 'personal'])).toBe('公開、個人資料')
    expect(say('person', 'agreementsSigned', 0.925)).toBe('92.5%')
    expect(say('correctiveAction', 'overdueDays', 0)).toBe('0 天')
    expect(say('correctiveAction', 'actions', [{ rowId: newRowId() }])).toBe('1 列')
    expect(say('correctiveAction', 'dueAt', undefined)).toBe('')
  })
  test('in the reader’s language', () => {
    useLocale('en')
    expect(say('correctiveAction', 'findingType', 'major')).toBe('Major')
    expect(say('correctiveAction', 'overdueDays', 3)).toBe('3 days')
  })
})

describe('what is typed', () => {
  test('is a value, or stays as typed', () => {
    expect(typedDate('115/11/23')).toBe('2026-11-23')
    expect(typedDate('明天')).toBe('明天')
    expect(typedDate(' ')).toBeUndefined()
    expect(typedDateTime('115/11/23 9:05')).toBe('2026-11-23T09:05:00+08:00')
    expect(typedDateTime('115/11/23 25:99')).toBe('115/11/23 25:99')
    expect(typedNumber('１,２００')).toBe(1200)
    expect(typedNumber('十')).toBe('十')
  })
})

test('no cell of a ruled form is left bare', () => {
  for (const type of recordTypes) {
    const cells = formLayout(type.fields)
    expect(cells.map(({ name }) => name)).toEqual(Object.keys(type.fields))
    let half = 0
    for (const { wide } of cells) {
      if (wide) expect(half % 2).toBe(0)
      else half++
    }
    expect(half % 2).toBe(0)
  }
})

test('a person is known by name while the name exists, by staff number after', () => {
  const row = {
    id: anId('PER'),
    type: 'person',
    title: 'A1024',
    values: { nameZh: '高・瓦歷斯・諾幹' },
  }
  expect(recordLabel(row)).toBe('高・瓦歷斯・諾幹')
  expect(recordLabel({ ...row, values: {} })).toBe('A1024')
  expect(
    recordLabel({ ...row, type: 'correctiveAction', number: 'CAR-115-003', title: '缺紀錄', values: {} }),
  ).toBe('CAR-115-003 缺紀錄')
  expect(recordLabel({ ...row, type: 'webEventReview', title: 'violation', values: {} })).toBe('違規')
})

test('relations are walked both ways, cells of tables included', () => {
  const [event, person] = [anId('WEB'), anId('PER')]
  const values = { sourceId: event, actions: [{ rowId: newRowId(), ownerId: person }] }
  expect(namedBy(action, values)).toEqual([
    { id: event, type: 'correctiveAction', field: 'sourceId' },
    { id: person, type: 'correctiveAction', field: 'actions' },
  ])
  const row = { id: anId('CAR'), type: 'correctiveAction', values } as unknown as RecordRow
  expect(naming(event, [row])).toMatchObject([{ id: row.id, field: 'sourceId' }])
  expect(naming(anId('WEB'), [row])).toEqual([])
})

describe('the next step', () => {
  const mover = { member: 'MEM-1', roles: ['securityManager'], organization: undefined }
  const at = (state: string, by?: string) =>
    ({
      state,
      reached: by ? { done: { at: 1, by: { member: by, device: 'x' } } } : {},
    }) as unknown as RecordRow
  test('names the roles it waits for', () => {
    expect(movesOf(action, at('planned'), {}, mover)).toContainEqual(
      expect.objectContaining({ to: 'executing', needs: ['unitHead'] }),
    )
    expect(movesOf(action, at('effective'), { findingType: 'major' }, mover)[0]).toMatchObject({
      needs: ['ciso'],
    })
    expect(movesOf(action, at('effective'), { findingType: 'minor' }, mover)[0]).not.toHaveProperty('needs')
  })
  test('is another person’s after one’s own, unless the 資安長 gives a reason', () => {
    expect(movesOf(action, at('done', 'MEM-1'), {}, mover)[0]).toMatchObject({
      to: 'verified',
      sameSigner: true,
      mayOverride: false,
    })
    expect(movesOf(action, at('done', 'MEM-2'), {}, mover)[0]).toMatchObject({ sameSigner: false })
    expect(movesOf(action, at('done', 'MEM-1'), {}, { ...mover, roles: ['ciso'] })[0]).toMatchObject({
      mayOverride: true,
    })
  })
})

test('changes of one sitting stand together, those of another person apart', () => {
  const line = (at: number, device: string) =>
    ({ id: `${at}`, at, by: { device, member: 'm' } }) as unknown as HistoryRow
  const groups = historyGroups([
    line(200_000, 'a'),
    line(190_000, 'a'),
    line(189_000, 'b'),
    line(100_000, 'b'),
  ])
  expect(groups.map(({ rows }) => rows.length)).toEqual([2, 1, 1])
})
