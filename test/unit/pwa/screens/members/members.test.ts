import { describe, expect, test } from 'vitest'
import type { MemberId, RecordId } from '../../../../../core/model/ids.ts'
import type { IsoDate } from '../../../../../core/model/roc-date.ts'
import type { MemberRow } from '../../../../../core/projections/rows.ts'
import { isLastAdmin, membersInOrder } from '../../../../../pwa/screens/members/members.ts'
import { accessChange, accessOf } from '../../../../../pwa/screens/members/role-access.ts'
import { endOfDay, lastDayBefore, roleProblems } from '../../../../../pwa/screens/members/role-draft.ts'

const member = (id: string, roles: readonly string[], more: Partial<MemberRow> = {}): MemberRow => ({
  id: id as MemberId,
  roles,
  personId: `PER-${id}` as RecordId,
  self: false,
  ...more,
})
const today = '2026-11-23' as IsoDate

describe('what a role opens', () => {
  test('an administrator alone reads what everyone reads, and manages', () => {
    expect(accessOf(['admin'])).toMatchObject({ reads: ['policy', 'common'], manages: true })
  })

  test('an external auditor reads the management system and writes nothing of it', () => {
    const { reads, writes } = accessOf(['externalAuditor'])
    expect(reads).toContain('isms')
    expect(reads).not.toContain('audit')
    expect(writes).not.toContain('asset')
  })

  test('what the role alone writes comes before what every reader writes', () => {
    const { writes } = accessOf(['assetOwner'])
    expect(writes.indexOf('asset')).toBeLessThan(writes.indexOf('evidence'))
  })

  test('a change says what is gained and what is lost, in reading and in writing', () => {
    const change = accessChange(['unitContact'], ['auditor'])
    expect(change.gainsRead).toEqual(['audit'])
    expect(change.losesRead).toEqual(['privacy'])
    expect(change.losesWrite).toContain('asset')
    expect(change.manages).toBeUndefined()
    expect(accessChange(['staff'], ['staff', 'admin']).manages).toBe('gained')
    expect(accessChange(['staff'], ['staff']).any).toBe(false)
  })
})

describe('the end of a role', () => {
  test('an external auditor needs one, an administrator may have none', () => {
    expect(roleProblems({ roles: ['externalAuditor'], until: '' }, today)).toEqual(['needUntil'])
    expect(roleProblems({ roles: ['admin'], until: '2026-12-31' }, today)).toEqual(['adminUntil'])
    expect(roleProblems({ roles: ['externalAuditor'], until: '2026-12-31' }, today)).toEqual([])
  })

  test('is a day after today and within a year', () => {
    expect(roleProblems({ roles: ['staff'], until: '2026-11-23' }, today)).toEqual(['untilPast'])
    expect(roleProblems({ roles: ['staff'], until: '2028-01-01' }, today)).toEqual(['untilFar'])
    expect(roleProblems({ roles: [], until: '下個月' }, today)).toEqual(['needRole', 'untilWrong'])
  })

  test('covers the whole last day in Taipei', () => {
    const day = '2026-12-31' as IsoDate
    expect(new Date(endOfDay(day)).toISOString()).toBe('2026-12-31T16:00:00.000Z')
    expect(lastDayBefore(endOfDay(day))).toBe(day)
  })
})

describe('the list of members', () => {
  test('the last administrator is known as such, one who left does not count', () => {
    const lin = member('lin', ['admin'])
    const chen = member('chen', ['admin', 'staff'], { removedAt: 4 })
    expect(isLastAdmin(lin, [lin, chen, member('wu', ['staff'])])).toBe(true)
    expect(isLastAdmin(lin, [lin, member('wu', ['admin'])])).toBe(false)
    expect(isLastAdmin(chen, [lin, chen])).toBe(false)
  })

  test('begins with oneself and sets apart who left', () => {
    const all = [
      member('b', []),
      member('a', []),
      member('me', [], { self: true }),
      member('x', [], { removedAt: 1 }),
    ]
    const { present, gone } = membersInOrder(all, ({ id }) => id)
    expect(present.map(({ id }) => id)).toEqual(['me', 'a', 'b'])
    expect(gone.map(({ id }) => id)).toEqual(['x'])
  })
})
