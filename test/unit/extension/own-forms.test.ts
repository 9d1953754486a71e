import { afterEach, expect, test, vi } from 'vitest'
import { lookAtForms } from '../../../extension/background/own-forms.ts'
import { armedKey } from '../../../extension/page/armed.ts'
import type { PolicySettings } from '../../../core/policy/verdict.ts'
import { sha256, toHex, utf8 } from '../../../core/model/bytes.ts'
import { fakeChrome } from '../../support/fake-chrome.ts'
import { pairedOutbox } from '../../support/paired-outbox.ts'

const address = 'https://erp.example.org/join https://erp.example.org/register'
const digest = toHex(await sha256(utf8(address))).slice(0, 12)
afterEach(() => vi.unstubAllGlobals())

/** A page of the own domain, opened at each of these moments; answers with what was recorded. */
async function visit(
  policy: Partial<PolicySettings>,
  forms: object = { personal: [address], notice: true },
  at: readonly string[] = ['2026-11-22T06:30:00Z'],
) {
  const { outbox, bundle } = await pairedOutbox({ ownDomains: ['erp.example.org'], ...policy })
  const platform = fakeChrome()
  await platform.areas.local.set({ [armedKey]: true })
  vi.stubGlobal('chrome', {
    ...platform.chrome,
    scripting: { executeScript: async () => [{ result: forms }] },
  })
  const url = new URL('https://erp.example.org/join?person=3')
  for (const moment of at)
    await lookAtForms(
      { outbox, bundle: async () => bundle, now: () => Date.parse(moment), recorded: () => undefined },
      7,
      url,
    )
  return (await outbox.own.orderBy('at').toArray()).map(({ content }) => content)
}

test('a form the inventory does not name is recorded once a day, under the digest by which it can be listed', async () => {
  const days = ['2026-11-22T06:30:00Z', '2026-11-22T08:30:00Z', '2026-11-23T06:30:00Z']
  const events = await visit({ listedForms: ['0123456789ab'] }, undefined, days)
  expect(events).toMatchObject([
    { ruleId: 'PD-12', action: 'log', direction: 'navigate', host: 'example.org', formDigest: digest },
    { ruleId: 'PD-12', formDigest: digest },
  ])
  expect(JSON.stringify(events)).not.toMatch(/join|register|person/)
})

test('a form the inventory names leaves no record', async () => {
  expect(await visit({ listedForms: [digest] })).toEqual([])
})

test('a bundle that does not say which forms are listed accuses none', async () => {
  expect(await visit({})).toEqual([])
})

test('a listed form without its notice is recorded for that alone, and by no digest others know', async () => {
  const [event, ...more] = await visit({ listedForms: [digest] }, { personal: [address], notice: false })
  expect(more).toEqual([])
  expect(event).toMatchObject({ ruleId: 'PD-08', furtherRules: [] })
  expect(event).not.toHaveProperty('formDigest')
})

test('a form neither listed nor with its notice is one record of both', async () => {
  const events = await visit({ listedForms: [] }, { personal: [address], notice: false })
  expect(events).toMatchObject([
    { ruleId: 'PD-08', furtherRules: [{ ruleId: 'PD-12', ruleVersion: 1 }], formDigest: digest },
  ])
})
