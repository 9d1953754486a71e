import { expect, test } from 'vitest'
import { extensionOf, observationsOf, observeTogether } from '../../../extension/background/observe.ts'
import { strictest } from '../../../extension/background/strictest.ts'
import type { FileInspection } from '../../../extension/inspection.ts'
import { judge } from '../../../core/policy/judge.ts'
import type { PolicySettings } from '../../../core/policy/verdict.ts'
import type { IsoDate } from '../../../core/model/roc-date.ts'

const page = { direction: 'upload', host: 'drive.example.com', secure: true } as const
const sha256 = 'a'.repeat(64)
const holds = (people: number): FileInspection => ({ status: 'inspected', people, counts: { nationalId: people }, samples: { nationalId: ['A12****789'] }, sha256 }) // prettier-ignore
const clean: FileInspection = { status: 'inspected', people: 0, counts: {}, samples: {}, sha256 }
const locked: FileInspection = { status: 'cannotInspect', reason: 'encrypted', sha256 }
const policy: PolicySettings = { entityType: 'private', ownDomains: [], rules: [], sites: [], exceptions: [] }

function verdictOn(files: readonly (readonly [string, FileInspection])[]) {
  const observed = observeTogether(files.map(([name]) => ({ name, size: 100 })), files.map(([, one]) => one)) // prettier-ignore
  const [first, ...rest] = observationsOf(observed, page).map((one) =>
    judge(one, policy, '2026-11-22' as IsoDate),
  )
  if (!first) throw new Error('nothing observed')
  return strictest([first, ...rest])
}

test('twelve people split over three files are twelve people', () => {
  expect(verdictOn([['a.csv', holds(4)], ['b.csv', holds(4)], ['c.csv', holds(4)]]).action).toBe('block') // prettier-ignore
  expect(verdictOn([['a.csv', holds(4)]]).action).toBe('justify')
})

test('a file that cannot be read is not hidden by readable ones beside it', () => {
  const verdict = verdictOn([['a.csv', clean], ['b.zip', locked]]) // prettier-ignore
  expect(verdict.action).toBe('warn')
  expect(verdict.hits[0]?.ruleId).toBe('CI-01')
})

test('personal data beside an unreadable file meets both rules, the stricter first', () => {
  const verdict = verdictOn([['a.csv', holds(2)], ['b.zip', locked]]) // prettier-ignore
  expect(verdict.action).toBe('justify')
  expect(verdict.hits[0]?.ruleId).toBe('PD-01')
  expect(verdict.hits.map(({ ruleId }) => ruleId)).toContain('CI-01')
})

test('clean files meet no rule', () => {
  expect(verdictOn([['a.csv', clean], ['b.csv', clean]])).toMatchObject({ action: 'allow', hits: [] }) // prettier-ignore
})

test('the extension told of several files is that of the one that matters', () => {
  const one = observeTogether([{ name: 'a.csv', size: 1 }, { name: 'b.XLSX', size: 2 }], [clean, holds(1)]) // prettier-ignore
  expect(one).toMatchObject({ fileExtension: 'xlsx', sizeBytes: 3, people: 1 })
})

test('an extension is short, lower-case letters and digits, or none: a file name is never taken for one', () => {
  expect(extensionOf('客戶名單.XLSX')).toBe('xlsx')
  expect(extensionOf('README')).toBeUndefined()
  expect(extensionOf('給.王大明')).toBeUndefined()
  expect(extensionOf('a.verylongextension')).toBeUndefined()
})
