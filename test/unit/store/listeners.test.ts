import { expect, test } from 'vitest'
import { unwrap } from '../../../core/model/result.ts'
import { foundedStore, openTestStore, ownId } from '../../support/store.ts'
import { joinTeam, meet, carryAll } from '../../support/team.ts'

test('a rule a colleague decides reaches this browser’s extension as one’s own would', async () => {
  const first = await foundedStore()
  const second = await joinTeam(first, ['securityManager'])
  await meet(first, second)
  let told = 0
  first.store.onPolicyChange(() => told++)
  const id = ownId(second, 'SIT')
  const change = {
    type: 'create',
    id,
    recordType: 'siteRegister',
    values: { host: 'drive.example.com' },
  } as const
  unwrap(await second.store.execute({ type: 'commit', changes: [change] }))
  expect(told).toBe(0)
  expect(await carryAll(second, first)).toContain('admitted')
  expect(told).toBeGreaterThan(0)
})

test(
  'whoever listened to the sample hears nothing of the workspace that follows it',
  { timeout: 60_000 },
  async () => {
    const opened = await openTestStore()
    unwrap(await opened.store.execute({ type: 'createSample' }))
    const heard: string[] = []
    opened.store.onPolicyChange(() => heard.push('policy'))
    opened.store.onDurable(() => heard.push('durable'))
    unwrap(await opened.store.execute({ type: 'removeSample' }))
    heard.length = 0
    const organization = {
      nameZh: '嵐山綜合醫院',
      entityType: 'private',
      docPrefix: 'ISMS',
      dateDisplay: 'roc',
      fiscalStart: 1,
      retentionDefaultYears: 5,
    }
    const unit = { code: 'IT', nameZh: '資訊室', inScope: true }
    const person = {
      employeeNo: 'E0001',
      nameZh: '林佩蓉',
      trainingCategory: 'dedicated',
      isDedicatedSecurity: true,
    }
    unwrap(await opened.store.execute({ type: 'createWorkspace', organization, unit, person }))
    expect(heard).toEqual([])
  },
)
