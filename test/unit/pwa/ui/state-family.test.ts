import { expect, test } from 'vitest'
import { recordTypes } from '../../../../core/records/index.ts'
import { statesOf } from '../../../../core/model/record-type.ts'
import { isListed, stateFamily } from '../../../../pwa/ui/state-family.ts'

test('every state of every record type has a family of its own choosing', () => {
  const unlisted = recordTypes.flatMap((type) =>
    statesOf(type)
      .filter((state) => !isListed(state))
      .map((state) => `${type.key}.${state}`),
  )
  expect(unlisted).toEqual([])
})

test('a state nobody listed never looks finished', () => {
  expect(stateFamily('somethingNew')).toBe('active')
})
