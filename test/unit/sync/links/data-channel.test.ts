import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dataChannelLink, highWater, type ByteChannel } from '../../../../core/sync/links/data-channel.ts'
import { joinChannelToPort, portChannel } from '../../../../core/sync/links/port-channel.ts'
import { pieceBytes } from '../../../../core/sync/frame-pieces.ts'
import type { Link } from '../../../../core/sync/link.ts'
import { fakeChannels, type FakeNetwork } from '../../../support/fake-channel.ts'
import { runs } from '../../../support/runs.ts'

const ear = (link: Link) => {
  const heard: unknown[] = []
  let closed = 0
  link.listen({ frame: (frame) => heard.push(frame), closed: () => closed++ })
  return { heard, closed: () => closed }
}
const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn++) await new Promise((next) => setImmediate(next))
}
/** A worker's end of a channel that lives in a window. */
const acrossPort = (channel: ByteChannel): ByteChannel => {
  const { port1, port2 } = new MessageChannel()
  joinChannelToPort(channel, port1)
  return portChannel(port2)
}
const direct = (channel: ByteChannel): ByteChannel => channel

describe.each([
  ['a data channel', direct],
  ['a data channel behind a port', acrossPort],
])('frames over %s', (_name, through) => {
  test('arrive whole and in order however the network cuts and delays, or up to where it broke', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 40_000 }), { minLength: 1, maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 50_000 }), { minLength: 1, maxLength: 20 }),
        fc.option(fc.nat(12), { nil: undefined }),
        async (sizes, steps, breaksAfter) => {
          let turn = 0
          const network: FakeNetwork = {
            step: () => steps[turn++ % steps.length]! * (turn > 60 ? 50 : 1),
            ...(breaksAfter === undefined ? {} : { breaksAfter }),
          }
          const [a, b] = fakeChannels(network)
          const [one, other] = [dataChannelLink(through(a)), dataChannelLink(b)]
          const [mine, theirs] = [ear(one), ear(other)]
          const sent = sizes.map((size, index) => ({ index, part: new Uint8Array(size).fill(index) }))
          for (const frame of sent) one.send(frame)
          await one.drained?.()
          for (let tries = 0; tries < 400 && theirs.heard.length < sent.length && !theirs.closed(); tries++)
            await turns(2)
          expect(theirs.heard).toEqual(sent.slice(0, theirs.heard.length))
          if (breaksAfter === undefined) expect(theirs.heard).toHaveLength(sent.length)
          else if (theirs.heard.length < sent.length) {
            await expect.poll(() => [mine.closed(), theirs.closed()], { interval: 1 }).toEqual([1, 1])
          }
        },
      ),
      { numRuns: runs(60) },
    )
  })

  test('wait for the network: no more than the mark is ever ahead, and drained says when to go on', async () => {
    const [a, b] = fakeChannels({ step: () => 200_000 })
    const one = dataChannelLink(through(a))
    const theirs = ear(dataChannelLink(b))
    for (let index = 0; index < 12; index++) {
      one.send({ index, part: new Uint8Array(500_000) })
      await one.drained?.()
    }
    await expect.poll(() => theirs.heard.length, { interval: 2 }).toBe(12)
    expect(a.most()).toBeLessThanOrEqual(highWater + pieceBytes)
  })

  test('said before closing still arrive, and both ends are told as a link tells', async () => {
    const [a, b] = fakeChannels({ step: () => 90_000 })
    const one = dataChannelLink(through(a))
    const [mine, theirs] = [ear(one), ear(dataChannelLink(b))]
    for (let index = 0; index < 5; index++) one.send(new Uint8Array(400_000))
    one.close()
    one.send('late')
    await expect.poll(() => theirs.closed(), { interval: 2 }).toBe(1)
    expect(theirs.heard).toHaveLength(5)
    expect(mine.closed()).toBe(0)
    await one.drained?.()
  })
})

describe('a link over a data channel', () => {
  test('ends with nonsense, says why, and hears nothing that follows', async () => {
    for (const [data, why] of [
      ['text', 'NotBinary'],
      [new ArrayBuffer(64), 'NotAFrame'],
      [new Uint8Array([0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 1, 123]).buffer, 'NotAFrame'],
      [new Uint8Array([255, 255, 255, 255]).buffer, 'NotAFrame'],
    ] as const) {
      const [a, b] = fakeChannels({ step: () => 1000 })
      const reasons: string[] = []
      const other = ear(dataChannelLink(b, { refused: (reason) => reasons.push(reason) }))
      const mine = ear(dataChannelLink(a))
      a.inject(data)
      a.inject(new Uint8Array([0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 1, 49]).buffer)
      await turns(4)
      expect([reasons, other.heard, other.closed(), mine.closed()]).toEqual([[why], [], 1, 1])
    }
  })

  test('keeps what came before anybody listened, within bounds', async () => {
    const [a, b] = fakeChannels({ step: () => 100_000 })
    const one = dataChannelLink(a)
    const late = dataChannelLink(b)
    one.send('early')
    await turns(5)
    expect(ear(late).heard).toEqual(['early'])

    const [c, d] = fakeChannels({ step: () => 100_000 })
    const reasons: string[] = []
    const deaf = dataChannelLink(d, { refused: (reason) => reasons.push(reason) })
    const talker = dataChannelLink(c)
    for (let count = 0; count < 70; count++) talker.send(count)
    await turns(10)
    expect(reasons).toEqual(['NobodyListens'])
    expect(ear(deaf).closed()).toBe(1)
  })

  test('ends when its own side sends without ever waiting', () => {
    const [a] = fakeChannels({ step: () => 1 })
    const reasons: string[] = []
    const one = dataChannelLink(a, { refused: (reason) => reasons.push(reason) })
    for (let count = 0; count < 70; count++) one.send(new Uint8Array(1_000_000))
    expect(reasons).toEqual(['TooMuchUnsent'])
  })

  test('a worker that takes nothing is not drowned: the window ends the link', async () => {
    const [a, b] = fakeChannels({ step: () => 100_000 })
    const { port1 } = new MessageChannel()
    joinChannelToPort(b, port1)
    for (let count = 0; count < 40; count++) a.inject(new ArrayBuffer(1024 * 1024))
    await turns(3)
    expect(b.readyState).toBe('closed')
  })
})
