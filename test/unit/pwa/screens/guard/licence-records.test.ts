import { expect, test } from 'vitest'
import type { RecordId } from '../../../../../core/model/ids.ts'
import type { RecordRow } from '../../../../../core/projections/rows.ts'
import { licenceChanges, licenceRecords } from '../../../../../pwa/screens/guard/licence-records.ts'

const download = {
  eventId: 'WEB-01ARZ3NDEKTSV4RRFFQ69G5FAV' as RecordId,
  licence: { use: 'publish', basis: 'creativeCommons', source: 'photos.example', statement: 'CC-BY-4.0' },
  extension: '.jpg',
  at: Date.parse('2026-11-22T03:00:00Z'),
  unitId: 'UNT-1',
}
const newId = (prefix: string) => `${prefix}-1` as RecordId
const made = (changed: Partial<typeof download.licence> = {}) => {
  const records = licenceRecords({ ...download, licence: { ...download.licence, ...changed } }, 'zh-TW')
  if (!records) throw new Error('no records')
  return records
}

test('a picture under a licence its page names becomes a licence item and a row that conforms, with its credit line', () => {
  const { licenseItem, ipCheckItem, ipCheck } = made()
  expect(licenseItem).toMatchObject({
    kind: 'image',
    licenceType: 'cc',
    source: 'photos.example',
    startAt: '2026-11-22',
  })
  expect(ipCheckItem).toMatchObject({ category: 'image', result: 'conform' })
  expect(String(ipCheckItem['creditLine'])).toMatch(/姓名標示.*creativecommons\.org.*photos\.example/)
  expect(ipCheck).toEqual({ period: '115', unitId: 'UNT-1', webEvents: [download.eventId] })
})

test('a purchase without its paper says so, and proves nothing yet', () => {
  const { licenseItem, ipCheckItem } = made({ basis: 'purchased', statement: 'unknown' })
  expect(licenseItem).toMatchObject({ licenceType: 'perpetual', licenceRef: '待補' })
  expect(ipCheckItem).not.toHaveProperty('result')
  expect(ipCheckItem).not.toHaveProperty('creditLine')
})

test("one's own work needs no licence, and an answer this version does not know makes no record", () => {
  expect(made({ basis: 'ownWork' }).licenseItem).toBeUndefined()
  expect(
    licenceRecords({ ...download, licence: { ...download.licence, use: 'engrave' } }, 'zh-TW'),
  ).toBeUndefined()
})

test("the row joins the unit's open check of the year, and begins one where there is none", () => {
  const begun = licenceChanges(made(), [], newId)
  expect(begun.map(({ type }) => type)).toEqual(['create', 'create'])
  const open = {
    id: 'IPC-9',
    state: 'inProgress',
    values: { unitId: 'UNT-1', period: '115', webEvents: ['WEB-0'] },
  } as unknown as RecordRow
  const joined = licenceChanges(made(), [open], newId)
  expect(joined.filter(({ type }) => type === 'create')).toHaveLength(1)
  expect(joined).toContainEqual(
    expect.objectContaining({ id: 'IPC-9', column: 'licenseItemId', value: 'LIC-1' }),
  )
  expect(joined.at(-1)).toMatchObject({ field: 'webEvents', value: ['WEB-0', download.eventId] })
  const closed = { ...open, state: 'closed' }
  expect(licenceChanges(made(), [closed], newId).at(-1)).toMatchObject({ recordType: 'ipCheck' })
})
