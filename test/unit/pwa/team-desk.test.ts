import { describe, expect, test } from 'vitest'
import { createDevice, verifyBytes } from '../../../core/journal/device.ts'
import { fromHex } from '../../../core/model/bytes.ts'
import { unwrap } from '../../../core/model/result.ts'
import { dataChannelLink } from '../../../core/sync/links/data-channel.ts'
import { portChannel } from '../../../core/sync/links/port-channel.ts'
import type { Link } from '../../../core/sync/link.ts'
import { signalStatement, workspaceTopic } from '../../../core/sync/signaling.ts'
import type { FromWorker, LinkView } from '../../../pwa/store-host/protocol.ts'
import { createTeamDesk } from '../../../pwa/store-host/team-desk.ts'
import { foundedStore, openTestStore, type TestStore } from '../../support/store.ts'

function deskOf({ store }: TestStore) {
  const told: FromWorker[] = []
  const served: Link[] = []
  let over = 0
  const views: (LinkView | undefined)[] = []
  const reported: unknown[] = []
  const desk = createTeamDesk({
    tell: (message) => told.push(message),
    store,
    servePeer: (link) =>
      new Promise<void>((resolve) => {
        const ended = (): void => {
          over += 1
          resolve()
        }
        served.push(link)
        link.listen({ frame: () => undefined, closed: ended })
      }),
    view: (view) => views.push(view),
    report: (error) => reported.push(error),
  })
  /** A channel that opened in the window: its port goes to the desk, its other end stays here. */
  const linkTo = (topic: string): Link => {
    const { port1, port2 } = new MessageChannel()
    desk.hear({
      type: 'peerLink',
      topic,
      device: store.replica()!.device.id,
      binding: 'b'.repeat(64),
      port: port2,
    })
    return dataChannelLink(portChannel(port1))
  }
  return { desk, told, served, views, reported, linkTo, over: () => over }
}
const closes = (link: Link) => {
  let closed = false
  link.listen({ frame: () => undefined, closed: () => (closed = true) })
  return expect.poll(() => closed, { interval: 5 }).toBe(true)
}

describe('the team link', () => {
  test('looks for nobody in a workspace of one, until the person turns it on here, and no longer once it is off', async () => {
    const opened = await foundedStore()
    const { desk, told } = deskOf(opened)
    await desk.follow()
    expect(told).toEqual([{ type: 'team' }])

    unwrap(await opened.store.execute({ type: 'setTeamLink', on: true }))
    await desk.follow()
    const { device, workspace } = opened.store.replica()!
    const topic = await workspaceTopic(workspace)
    expect(told.at(-1)).toEqual({
      type: 'team',
      team: { device: device.id, signKey: device.signKey, topics: [topic] },
    })
    // Kept over a restart, on this device alone: the export holds nothing of it.
    const again = await openTestStore({ factory: opened.factory })
    expect(await again.store.teamLink()).toBe(true)

    unwrap(await opened.store.execute({ type: 'setTeamLink', on: false }))
    await desk.follow()
    expect(told.at(-1)).toEqual({ type: 'team' })
  })

  test('cannot be turned on where there is no workspace', async () => {
    const empty = await openTestStore()
    expect(await empty.store.execute({ type: 'setTeamLink', on: true })).toMatchObject({
      error: { type: 'NoWorkspace' },
    })
    const { desk, told } = deskOf(empty)
    await desk.follow()
    expect(told).toEqual([{ type: 'team' }])
  })

  test('serves a colleague as long as it is on, and hands the name of the connection to the session', async () => {
    const opened = await foundedStore()
    unwrap(await opened.store.execute({ type: 'setTeamLink', on: true }))
    const { desk, served, views, linkTo, over } = deskOf(opened)
    await desk.follow()
    const topic = await workspaceTopic(opened.store.replica()!.workspace)
    const theirs = linkTo(topic)
    expect(served.map(({ binding }) => binding)).toEqual(['b'.repeat(64)])
    desk.hear({ type: 'teamView', view: { signaling: 'connected', links: 1 } })
    expect(views.at(-1)).toEqual({ signaling: 'connected', links: 1 })

    // A channel of a topic nobody asked for is closed before anything is said.
    await closes(linkTo('f'.repeat(64)))
    expect(served).toHaveLength(1)

    unwrap(await opened.store.execute({ type: 'setTeamLink', on: false }))
    await desk.follow()
    await closes(theirs)
    // The session hears of it here as well: who is not connected is not shown as being here.
    expect(over()).toBe(1)
    expect(views.at(-1)).toBeUndefined()
  })

  test('meets an invited person at the place of the invite, off or on, and only as long as the invite stands', async () => {
    const opened = await foundedStore()
    const { desk, told, linkTo } = deskOf(opened)
    const topic = 'e'.repeat(64)
    let met = 0
    const stop = desk.meet({ topic, serve: () => Promise.resolve((met += 1)).then(() => undefined) })
    await desk.follow()
    expect(told.at(-1)).toMatchObject({ team: { topics: [topic] } })
    await closes(linkTo(topic))
    expect(met).toBe(1)
    stop()
    await desk.follow()
    expect(told.at(-1)).toEqual({ type: 'team' })
  })

  test('joins from a browser that has no workspace yet, under the device it will have', async () => {
    const empty = await openTestStore()
    const { desk, told } = deskOf(empty)
    const device = await createDevice()
    desk.meet({ topic: 'e'.repeat(64), serve: async () => undefined, device })
    await desk.follow()
    expect(told.at(-1)).toMatchObject({ team: { device: device.id, signKey: device.signKey } })
  })

  test('signs only challenges of signaling, for this origin', async () => {
    const opened = await foundedStore()
    unwrap(await opened.store.execute({ type: 'setTeamLink', on: true }))
    const { desk, told } = deskOf(opened)
    await desk.follow()
    const nonce = 'c'.repeat(64)
    desk.hear({ type: 'sign', id: '1', origin: 'https://isms.example.org', nonce })
    await expect.poll(() => told.at(-1)?.type, { interval: 5 }).toBe('signed')
    const { signKey } = opened.store.replica()!.device
    const signature = fromHex((told.at(-1) as { signature: string }).signature)
    const statement = (origin: string) => signalStatement(origin, nonce, signKey)
    expect(await verifyBytes(signKey, signature, statement('https://isms.example.org'))).toBe(true)
    expect(await verifyBytes(signKey, signature, statement('https://evil.example'))).toBe(false)
  })
})
