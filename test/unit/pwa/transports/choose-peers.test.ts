import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { choosePeers, mostPeers } from '../../../../pwa/transports/webrtc/choose-peers.ts'
import { runs } from '../../../support/runs.ts'

const devices = fc.uniqueArray(fc.stringMatching(/^[0-9a-f]{32}$/), { minLength: 2, maxLength: 60 })

describe('whom a device connects to', () => {
  test('is at most six, wanted from both ends, and news reaches everybody in a few steps', () => {
    fc.assert(
      fc.property(devices, (present) => {
        const chosen = new Map(present.map((own) => [own, choosePeers(own, present)]))
        for (const [own, peers] of chosen) {
          expect(peers.size).toBeLessThanOrEqual(mostPeers)
          expect(peers.has(own)).toBe(false)
          for (const peer of peers) expect(chosen.get(peer)!.has(own)).toBe(true)
        }
        let told = new Set([present[0]!])
        for (let step = 0; step < 6; step++)
          told = new Set([...told, ...[...told].flatMap((device) => [...chosen.get(device)!])])
        expect(told.size).toBe(present.length)
      }),
      { numRuns: runs(150) },
    )
  })

  test('follows from who is there, not from the order in which they came', () => {
    fc.assert(
      fc.property(devices, (present) => {
        const [own] = present
        const others = present.slice(1)
        expect(choosePeers(own!, others)).toEqual(choosePeers(own!, others.toReversed()))
      }),
      { numRuns: runs(50) },
    )
  })

  test('is everybody while a team is small', () => {
    expect(choosePeers('a', ['c', 'b', 'd', 'e', 'f', 'g'])).toEqual(new Set(['b', 'c', 'd', 'e', 'f', 'g']))
    expect(choosePeers('a', [])).toEqual(new Set())
  })
})
