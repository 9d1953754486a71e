import { expect, test } from 'vitest'
import { eventView } from '../../../../../pwa/screens/guard/event-view.ts'

test('an event reads as people write it', () => {
  const view = eventView({
    values: {
      ruleId: 'PD-01',
      action: 'block',
      fileMeta: { fileExtension: 'xlsx', sizeBucket: '>=100MB', formDigest: '0123456789ab' },
      hitCountBucket: '10-99',
      dataClasses: ['nationalId'],
      furtherRules: [{ ruleId: 'AI-05', ruleVersion: 1 }],
    },
  })
  expect(view).toMatchObject({
    fileExtension: '.xlsx',
    sizeBucket: '≥100MB',
    formDigest: '0123456789ab',
    people: '10–99',
    furtherRules: ['AI-05'],
  })
})

test('an event that lacks fields, or holds strange ones, still has a line in the list', () => {
  expect(eventView({ values: {} })).toMatchObject({
    ruleId: '',
    host: '',
    dataClasses: [],
    people: '',
    asked: undefined,
  })
  expect(
    eventView({ values: { host: 7, dataClasses: 'x', fileMeta: null, exceptionRequest: 1 } }),
  ).toMatchObject({ host: '', dataClasses: [], asked: undefined })
})
