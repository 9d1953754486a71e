import { expect, test } from 'vitest'
import { recordType } from '../../../../core/records/index.ts'
import { broughtAlong } from '../../../../pwa/records/template-rows.ts'

const check = recordType('complianceCheck')!
type Row = { readonly requirement: string; readonly basis: string; readonly rowId: string }
const itemsOf = (template: string, values = {}) =>
  broughtAlong(check, 'template', template, values)['items'] as readonly Row[] | undefined

test('the template of personal data measures brings the eleven the law lists, each with its article', () => {
  const items = itemsOf('pdpaMeasures')
  expect(items).toHaveLength(11)
  expect(items?.every(({ requirement }) => requirement.length > 3)).toBe(true)
  expect(items?.at(-1)?.basis).toContain('第 11 款')
  expect(new Set(items?.map(({ rowId }) => rowId)).size).toBe(11)
})

test('items that are there stay as they are', () => {
  expect(itemsOf('pdpaMeasures', { items: [{ rowId: 'a', requirement: '已寫' }] })).toBeUndefined()
})

test('a template whose items no law lists brings none, and no other field or record does', () => {
  expect(itemsOf('custom')).toBeUndefined()
  expect(broughtAlong(check, 'title', 'pdpaMeasures', {})).toEqual({})
  expect(broughtAlong(recordType('asset')!, 'template', 'pdpaMeasures', {})).toEqual({})
})
