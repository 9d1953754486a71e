import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startServer, type FileServer } from '../../pwa/serve/server.ts'
import { launchBrowser, type Tab, type TestBrowser } from '../support/browser.ts'
import { bundlePage } from '../support/bundle-page.ts'
import { chromiumContexts, type ContextPages } from '../support/chromium-contexts.ts'
import { pauseBrowser } from '../support/pause-browser.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import type { PeerState, ToPeer } from '../fixtures/webrtc/words.ts'

type Order = ToPeer['order']
const inPage = (order: Order) =>
  (window as unknown as { ask: (order: Order) => Promise<PeerState> }).ask(order)
const look: Order = { type: 'look' }
const frame = 200_000
const streamed = 5_000_000

/**
 * The product's link between browsers, window and worker, without a store behind it: three people in Chromium, one in
 * Firefox, one server that introduces them, no STUN.
 */
describe('four browsers on one network', () => {
  const profile = temporaryFolder('webrtc-firefox')
  let folder: ReturnType<typeof temporaryFolder>
  let server: FileServer
  let contexts: ContextPages
  let firefox: TestBrowser
  let tab: Tab
  const sockets: string[] = []

  const all = (order: Order): Promise<readonly PeerState[]> =>
    Promise.all([...contexts.pages.map((page) => page.evaluate(inPage, order)), tab.evaluate(inPage, order)])
  const seen = async (what: (state: PeerState) => unknown) => (await all(look)).map(what)
  const links = () => seen((state) => state.links.length)
  const patiently = { timeout: 60_000, interval: 200 }

  beforeAll(async () => {
    folder = await bundlePage('webrtc')
    server = await startServer(folder.path, 0)
    ;[contexts, firefox] = await Promise.all([
      chromiumContexts(server.url, 3),
      launchBrowser('firefox', { profile: profile.path }),
    ])
    contexts.pages[0]?.on('websocket', (socket) => sockets.push(socket.url()))
    tab = await firefox.open(server.url)
  }, 120_000)
  afterAll(async () => {
    await Promise.allSettled([contexts.close(), firefox.close()])
    await server.close()
    folder.remove()
    profile.remove()
  })

  test('ask nothing of the network until the person turns the link on, and then only their own origin', async () => {
    expect(await seen(({ signaling }) => signaling)).toEqual(['off', 'off', 'off', 'off'])
    expect(sockets).toEqual([])
    await all({ type: 'on' })
    await expect.poll(links, patiently).toEqual([3, 3, 3, 3])
    expect(sockets).toEqual([`${server.url.replace('http', 'ws')}signal`])
    const elsewhere = await contexts.pages[0]!.evaluate(
      () =>
        new Promise<string>((refused) => {
          document.addEventListener('securitypolicyviolation', ({ blockedURI }) => refused(blockedURI))
          new WebSocket('ws://localhost:9/signal').onopen = () => refused('opened')
        }),
    )
    expect(elsewhere).toBe('ws://localhost:9/signal')
  })

  test('call each connection by one name at both ends, and no two by the same', async () => {
    await expect
      .poll(() => seen((state) => state.links.every(({ theirBinding }) => theirBinding !== '')), patiently)
      .toEqual([true, true, true, true])
    const states = await all({ type: 'look' })
    const ends = states.flatMap((state) => state.links)
    for (const end of ends) {
      expect(end.binding).toMatch(/^[0-9a-f]{64}$/)
      expect(end.theirBinding).toBe(end.binding)
    }
    expect(new Set(ends.map(({ binding }) => binding)).size).toBe(6)
    for (const { device, links: mine } of states)
      expect(new Set(mine.map(({ theirDevice }) => theirDevice))).toEqual(
        new Set(states.map((other) => other.device).filter((other) => other !== device)),
      )
  })

  test('carry five megabytes to everyone at once, whole and in order', async () => {
    await all({ type: 'stream', bytes: streamed, frame })
    const whole = { frames: streamed / frame, bytes: streamed, inOrder: true }
    await expect
      .poll(async () => (await all({ type: 'look' })).flatMap((state) => state.links), patiently)
      .toEqual(Array.from({ length: 12 }, () => expect.objectContaining(whole)))
  })

  test('keep their links when the server goes, and find each other again when it is back', async () => {
    const { port } = server
    await server.close()
    await expect.poll(() => seen(({ signaling }) => signaling), patiently).not.toContain('connected')
    expect(await links()).toEqual([3, 3, 3, 3])
    await contexts.pages[0]!.evaluate(inPage, { type: 'cut' } as Order)
    await expect.poll(links, patiently).toEqual([0, 2, 2, 2])
    server = await startServer(folder.path, port)
    await expect.poll(links, patiently).toEqual([3, 3, 3, 3])
    expect(await seen(({ signaling }) => signaling)).toEqual(Array(4).fill('connected'))
  })

  test('let go of a computer that fell asleep, and have it back when it wakes', async () => {
    const wake = pauseBrowser(profile.path)
    const awake = async () =>
      (await Promise.all(contexts.pages.map((page) => page.evaluate(inPage, look)))).map(
        (state) => state.links.length,
      )
    try {
      await expect.poll(awake, patiently).toEqual([2, 2, 2])
    } finally {
      wake()
    }
    await expect.poll(links, patiently).toEqual([3, 3, 3, 3])
    expect(tab.problems()).toEqual([])
  })
})
