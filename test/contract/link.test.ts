import { describe, expect, test } from 'vitest'
import type { Link } from '../../core/sync/link.ts'
import { channelLinks, channelPortLinks, memoryLinks, portLinks } from '../support/link.ts'

/** What every carrier must do; a new one is added to this table. */
const carriers: readonly (readonly [string, () => readonly [Link, Link]])[] = [
  ['in memory', memoryLinks],
  ['a MessagePort', portLinks],
  ['a data channel', channelLinks],
  ['data channels whose windows hand them to workers', channelPortLinks],
]

describe.each(carriers)('a link over %s', (_name, open) => {
  const listen = (link: Link) => {
    const heard: unknown[] = []
    let closed = 0
    link.listen({ frame: (frame) => heard.push(frame), closed: () => closed++ })
    return { heard, closed: () => closed }
  }
  const settled = () => new Promise((resolve) => setTimeout(resolve, 20))

  test('carries frames whole and in order, bytes included', async () => {
    const [one, other] = open()
    listen(one)
    const ear = listen(other)
    const sent = Array.from({ length: 100 }, (_, index) => ({ index, bytes: new Uint8Array([index, 255]) }))
    sent.forEach((frame) => one.send(frame))
    await settled()
    expect(ear.heard).toEqual(sent)
    one.close()
  })

  test('tells the other side once that it closed, and carries nothing afterwards', async () => {
    const [one, other] = open()
    listen(one)
    const ear = listen(other)
    one.close()
    one.send('late')
    one.close()
    await settled()
    expect(ear.closed()).toBe(1)
    expect(ear.heard).toEqual([])
  })

  test('hands over a copy: changing a sent frame afterwards changes nothing there', async () => {
    const [one, other] = open()
    listen(one)
    const ear = listen(other)
    const frame = { text: '原本' }
    one.send(frame)
    frame.text = '改過'
    await settled()
    expect(ear.heard).toEqual([{ text: '原本' }])
    one.close()
  })
})
