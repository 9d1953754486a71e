import { expect, test } from 'vitest'
import { hasMessage } from '../../../../../core/i18n/index.ts'
import { endKey, refusalKey } from '../../../../../pwa/screens/devices/refusal-reason.ts'

test('every reason has a sentence, also one a later version invents', () => {
  for (const reason of [
    'BadSignature',
    'NotEntitled',
    'RemovedDevice',
    'TimeAhead',
    'Fork',
    'UnknownDevice',
    'OtherWorkspace',
    'WrittenOnce',
    'NeverHeardOf',
  ])
    // prettier-ignore
    expect(hasMessage(refusalKey(reason)), reason).toBe(true)
  for (const reason of [
    'RemovedHere',
    'Removed',
    'UnknownHere',
    'OtherProtocol',
    'BadProof',
    'Flooded',
    'NeverHeardOf',
  ])
    expect(hasMessage(endKey(reason)), reason).toBe(true)
  expect(refusalKey('Fork')).not.toBe(refusalKey('BadSignature'))
})
