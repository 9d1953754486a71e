import { expect, test } from 'vitest'
import { duties, outputs } from '../../../../../core/libraries/competency.ts'
import { recordTypes } from '../../../../../core/records/index.ts'
import { placesOf } from '../../../../../pwa/screens/shell/places.ts'

const all = duties.flatMap((duty) => placesOf(duty, recordTypes))

test('every declared register outside the shared master data has one place in the navigation', () => {
  const registers = all.flatMap((place) => (place.type === 'register' ? [place.recordType] : []))
  expect(registers.toSorted()).toEqual(
    recordTypes
      .filter(({ group }) => group !== 'foundation')
      .map(({ key }) => key)
      .toSorted(),
  )
})

test('every work product without a declared type is named as not built', () => {
  const declared = new Set(recordTypes.map(({ key }) => key))
  const unbuilt = outputs
    .filter((output) => !output.recordTypes.some((type) => declared.has(type)))
    .map(({ id }) => id)
  expect(all.flatMap((place) => (place.type === 'missing' ? [place.output] : []))).toEqual(unbuilt)
})
