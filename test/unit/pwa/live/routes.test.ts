import { expect, test } from 'vitest'
import { guardTabs, href, parseRoute } from '../../../../pwa/live/routes.ts'
import { newMemberId } from '../../../../core/model/ids.ts'
import { anId } from '../../../support/ids.ts'

const id = anId('CAR')

test('every address the page writes leads back to the place it names', () => {
  expect(parseRoute(href.today)).toEqual({ type: 'today' })
  for (const type of [
    'overview',
    'registers',
    'devices',
    'members',
    'storage',
    'settings',
    'more',
  ] as const) {
    expect(parseRoute(href[type])).toEqual({ type })
  }
  for (const tab of guardTabs) expect(parseRoute(href.guard(tab))).toEqual({ type: 'guard', tab })
  expect(parseRoute(href.guard('ok', id))).toEqual({ type: 'guard', tab: 'ok', event: id })
  const member = newMemberId()
  expect(parseRoute(href.invite())).toEqual({ type: 'invite' })
  expect(parseRoute(href.invite(member))).toEqual({ type: 'invite', member })
  expect(parseRoute(href.output('O1.1.3'))).toEqual({ type: 'output', output: 'O1.1.3' })
  expect(parseRoute(href.register('person'))).toEqual({ type: 'register', recordType: 'person' })
  expect(parseRoute(href.newRecord('person'))).toEqual({ type: 'newRecord', recordType: 'person' })
  expect(parseRoute(href.record('correctiveAction', id))).toEqual({
    type: 'record',
    recordType: 'correctiveAction',
    id,
  })
})

test('the page opens on Today', () => {
  for (const hash of ['', '#', '#/']) expect(parseRoute(hash)).toEqual({ type: 'today' })
})

test('an address nobody wrote leads to "no such page" and nowhere else', () => {
  for (const hash of [
    '#/todayy',
    '#/today/x',
    '#/guard/none',
    '#/guard/ok/not-an-id',
    '#/r/person/1',
    '#/work',
    '#/invite/nobody',
    '#/join/a/b',
    '#/%E0%A4%A',
    '#/r/a/b/c',
  ]) {
    expect(parseRoute(hash), hash).toEqual({ type: 'unknown' })
  }
})
