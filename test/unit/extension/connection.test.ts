import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterEach, expect, test, vi } from 'vitest'
import { createConnection } from '../../../extension/background/connection.ts'
import { extensionSide } from '../../../extension/background/extension-side.ts'
import { openOutbox, type Outbox } from '../../../extension/background/outbox.ts'
import { recordEvent } from '../../../extension/background/record-event.ts'
import { frameToText, textToFrame } from '../../../extension/bridge/frame-text.ts'
import { newUlidBy } from '../../../core/model/ids.ts'
import { unwrap } from '../../../core/model/result.ts'
import { converse } from '../../../core/sync/frames.ts'
import { serveExtension } from '../../../core/sync/host-session.ts'
import type { Link } from '../../../core/sync/link.ts'
import { extensionHost } from '../../../pwa/store-host/extension-host.ts'
import { createPairingDesk } from '../../../pwa/store-host/pairing-desk.ts'
import { fakeChrome } from '../../support/fake-chrome.ts'
import { foundedStore, type TestStore } from '../../support/store.ts'

const origin = 'https://countersign.example'
const now = Date.parse('2026-11-22T01:30:00Z')
afterEach(() => vi.unstubAllGlobals())

function extension() {
  const { chrome } = fakeChrome()
  const scripting = {
    ...chrome.scripting,
    getRegisteredContentScripts: async () => [],
    registerContentScripts: async () => undefined,
  }
  vi.stubGlobal('chrome', {
    ...chrome,
    scripting,
    tabs: { ...chrome.tabs, query: async () => [], create: async () => undefined },
  })
  const outbox = openOutbox({ indexedDB: new IDBFactory(), IDBKeyRange })
  return { outbox, connection: createConnection(outbox, () => undefined) }
}

/** A page of the workspace that comes with a link; a person there says the words are the same. */
function visit(connection: ReturnType<typeof createConnection>, opened: TestStore) {
  const { port, link } = ports()
  const desk = createPairingDesk((view) => {
    if (view?.phase === 'compare') queueMicrotask(() => desk.answer({ accept: true, words: view.words }))
  })
  const tell = {
    connected: () => undefined,
    report: (error: unknown) => {
      throw error
    },
  }
  connection.accept(port as unknown as chrome.runtime.Port)
  const conversation = converse(link)
  const served = serveExtension(conversation, extensionHost(opened.store, desk.begin(), tell))
  return { leave: () => (conversation.close(), served) }
}

function ports() {
  const heard: ((text: unknown) => void)[] = []
  const gone: (() => void)[] = []
  let page: Parameters<Link['listen']>[0] | undefined
  const port = {
    sender: { id: 'guard', frameId: 0, origin },
    postMessage: (text: string) => queueMicrotask(() => page?.frame(textToFrame(text)?.frame)),
    disconnect: () => queueMicrotask(() => page?.closed()),
    onMessage: { addListener: (listener: (text: unknown) => void) => heard.push(listener) },
    onDisconnect: { addListener: (listener: () => void) => gone.push(listener) },
  }
  const link: Link = {
    send: (frame) => queueMicrotask(() => heard.forEach((listener) => listener(frameToText(frame)))),
    listen: (listener) => (page = listener),
    close: () => queueMicrotask(() => gone.forEach((listener) => listener())),
  }
  return { port, link }
}

async function pairWith(opened: TestStore, { outbox, connection }: ReturnType<typeof extension>) {
  await connection.startPairing(origin)
  const page = visit(connection, opened)
  await until(() => connection.pairing()?.phase === 'compare')
  connection.answerPairing(true)
  await until(() => connection.pairing()?.phase === 'done')
  await until(async () => (await outbox.bundle.get('current'))?.bundle !== undefined)
  return page
}

const record = async (outbox: Outbox) =>
  unwrap(
    await recordEvent(
      outbox,
      {
        eventId: newUlidBy((await outbox.device.get('self'))!.device.id),
        ruleId: 'PD-01',
        ruleVersion: 1,
        furtherRules: [],
        action: 'warn',
        host: 'example.com',
        category: 'cloud',
        direction: 'upload',
        dataClasses: ['nationalId'],
        hitCountBucket: '2-9',
        userDecision: 'proceed',
      },
      now,
    ),
  )

const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 200; tries++) {
    if (await condition()) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error('did not come about')
}

test('paired with another workspace, the guard delivers there from its first event on', async () => {
  const [before, after] = [await foundedStore(), await foundedStore()]
  const guard = extension()
  const { outbox, connection } = guard
  const page = await pairWith(before, guard)
  await record(outbox)
  await connection.deliver()
  await until(async () => (await before.queries.count('webEvent')) === 1)
  await page.leave()
  await until(() => !connection.connected())
  await record(outbox)

  const next = await pairWith(after, guard)
  await record(outbox)
  await connection.deliver()
  await until(async () => (await after.queries.count('webEvent')) === 1)
  await until(async () => (await outbox.outbox.count()) === 0)
  expect(await before.queries.count('webEvent')).toBe(1)
  const [old] = before.store
    .replica()!
    .log.now()!
    .devices.values()
    .filter(({ kind }) => kind === 'extension')
  expect(after.store.replica()!.log.now()!.devices.has(old!.id)).toBe(false)
  await next.leave()
})

test('a session whose outbox broke makes room for the next one', async () => {
  const opened = await foundedStore()
  const guard = extension()
  const { outbox, connection } = guard
  const rejected: unknown[] = []
  const notice = (error: unknown) => rejected.push(error)
  process.on('unhandledRejection', notice)
  const page = await pairWith(opened, guard)
  const { outbox: table } = outbox
  const broken = vi.spyOn(table, 'where').mockImplementation(() => {
    throw new Error('broken')
  })
  await record(outbox)
  await connection.deliver()
  await until(() => !connection.connected())
  broken.mockRestore()
  await page.leave()
  const next = visit(connection, opened)
  await until(async () => (await opened.queries.count('webEvent')) === 1)
  await next.leave()
  process.off('unhandledRejection', notice)
  expect(rejected).toMatchObject([{ message: 'broken' }])
})

test('rules that arrive after the pairing was forgotten do not bring it back', async () => {
  const opened = await foundedStore()
  const guard = extension()
  const { outbox, connection } = guard
  const page = await pairWith(opened, guard)
  const self = (await outbox.device.get('self'))!
  const { bundle: _, ...paired } = (await outbox.bundle.get('current'))!
  const late = extensionSide({ outbox, self, paired, changed: () => undefined, state: () => undefined })
  const rules = unwrap(await opened.store.bundleFor(self.device.id))
  await connection.unpair()
  await late.bundle(structuredClone(rules))
  expect(await outbox.bundle.count()).toBe(0)
  expect(await outbox.device.count()).toBe(0)
  expect(connection.pairing()).toBeUndefined()
  await page.leave()
})
