import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createHybridClock, hybridTime, isHybridTime, millisOf } from '../../../core/model/hybrid-clock.ts'

test('readings never go back, whatever the wall clock does and whatever others say', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('now' as const), wall: fc.nat(2_000_000) }),
    fc.record({ kind: fc.constant('observe' as const), wall: fc.nat(2_000_000) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let wall = 0
      let last = ''
      const clock = createHybridClock(() => wall)
      for (const { kind, wall: at } of steps) {
        if (kind === 'observe') {
          const seen = hybridTime(at, 7)
          clock.observe(seen)
          if (seen > last) last = seen
        } else {
          wall = at
          const reading = clock.now()
          expect(reading > last).toBe(true)
          expect(isHybridTime(reading)).toBe(true)
          last = reading
        }
      }
    }),
  )
})

test('a clock goes on from its last reading after a restart', () => {
  const before = createHybridClock(() => 5000).now()
  expect(createHybridClock(() => 10, before).now() > before).toBe(true)
})

test('more readings in a millisecond than the counter holds borrow from the next', () => {
  const clock = createHybridClock(() => 1)
  let last = clock.now()
  for (let count = 0; count < 36 ** 3 + 5; count++) {
    const next = clock.now()
    if (next <= last) throw new Error(`${next} after ${last}`)
    last = next
  }
  expect(millisOf(last)).toBe(2)
})
