import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createDevice, signBytes, type Device } from '../../../core/journal/device.ts'
import { toHex } from '../../../core/model/bytes.ts'
import {
  maxSignalData,
  signalClose,
  signalStatement,
  type FromSignal,
  type ToSignal,
} from '../../../core/sync/signaling.ts'
import { startServer } from '../../../pwa/serve/server.ts'
import {
  signalLimits,
  startSignaling,
  type Signaling,
  type SignalLimits,
} from '../../../pwa/serve/signaling.ts'

const origin = 'https://isms.example.org'
const topic = 'a'.repeat(64)
const elsewhere = 'b'.repeat(64)

let server: Server
let signaling: Signaling
let port: number
const begin = async (limits: Partial<SignalLimits> = {}) => {
  server = createServer((_, response) => response.writeHead(404).end())
  signaling = startSignaling(server, (named) => named === origin, { ...signalLimits, ...limits })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  port = (server.address() as AddressInfo).port
}
beforeEach(() => begin())
const end = () => {
  signaling.close()
  server.close()
}
afterEach(end)
const beginAgain = async (limits: Partial<SignalLimits>) => (end(), begin(limits))

/** A caller that keeps what it heard and how it ended. */
function call(from: string | null = origin, path = '/signal') {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, {
    ...(from === null ? {} : { headers: { origin: from } }),
  })
  const heard: FromSignal[] = []
  let ended: number | 'refused' | undefined
  socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString()) as FromSignal))
  socket.on('close', (code) => (ended ??= code))
  socket.on('error', () => (ended ??= 'refused'))
  return {
    socket,
    heard,
    ended: () => ended,
    say: (message: ToSignal) => socket.send(JSON.stringify(message)),
    hears: async <T extends FromSignal['type']>(type: T) => {
      await expect.poll(() => heard.map((word) => word.type), { interval: 5 }).toContain(type)
      return heard.find((word): word is Extract<FromSignal, { type: T }> => word.type === type)!
    },
    ends: () => expect.poll(() => ended, { interval: 5 }).toBeDefined(),
  }
}
type Caller = ReturnType<typeof call>

async function proofBy(
  caller: Caller,
  device: Device,
  as = origin,
): Promise<Extract<ToSignal, { type: 'prove' }>> {
  const { nonce } = await caller.hears('challenge')
  const signature = toHex(await signBytes(device, signalStatement(as, nonce, device.signKey)))
  return { type: 'prove', signKey: device.signKey, signature }
}
async function proven(device: Device, ...topics: readonly string[]): Promise<Caller> {
  const caller = call()
  caller.say(await proofBy(caller, device))
  await caller.hears('proved')
  for (const one of topics) {
    const before = caller.heard.length
    caller.say({ type: 'join', topic: one })
    await expect.poll(() => caller.heard.slice(before).map(({ type }) => type)).toContain('present')
  }
  return caller
}
const [one, two] = await Promise.all([createDevice(), createDevice()])

describe('signaling', () => {
  test('introduces devices of one topic, passes words between them, and tells who left', async () => {
    const a = await proven(one, topic)
    const b = await proven(two, topic)
    expect(await b.hears('present')).toMatchObject({ devices: [one.id] })
    expect(await a.hears('joined')).toMatchObject({ topic, device: two.id })
    a.say({ type: 'send', topic, to: two.id, data: '提議' })
    expect(await b.hears('message')).toEqual({ type: 'message', topic, from: one.id, data: '提議' })
    b.socket.close()
    expect(await a.hears('left')).toMatchObject({ device: two.id })
    a.socket.close()
    // Nothing of anybody stays.
    await expect.poll(() => [signaling.connections(), signaling.topics()]).toEqual([0, 0])
  })

  test('carries nothing between devices that do not share the topic', async () => {
    const a = await proven(one, topic)
    const b = await proven(two, elsewhere)
    a.say({ type: 'send', topic, to: two.id, data: '?' })
    a.say({ type: 'ping' })
    await a.hears('pong')
    b.say({ type: 'ping' })
    await b.hears('pong')
    expect(b.heard.map(({ type }) => type)).not.toContain('message')
    expect(a.heard.map(({ type }) => type)).not.toContain('joined')
    a.say({ type: 'send', topic: elsewhere, to: two.id, data: '?' })
    await a.ends()
    expect(a.ended()).toBe(signalClose.refused)
  })

  test('takes connections only from the pages of its own origin, at its own path', async () => {
    for (const caller of [
      call('https://evil.example'),
      call('null'),
      // Without an Origin header at all: what a program sends that is no page.
      call(null),
      call(origin, '/'),
      call(origin, '//'),
      call(origin, '/signal/x'),
    ]) {
      await caller.ends()
      expect(caller.heard).toEqual([])
    }
    expect(signaling.connections()).toBe(0)
  })

  test('believes no key without its signature over this very challenge and origin', async () => {
    const foreign = call()
    foreign.say({ ...(await proofBy(foreign, one)), signKey: two.signKey })
    const replayed = call()
    const other = call()
    replayed.say(await proofBy(other, one))
    const passedOn = call()
    passedOn.say(await proofBy(passedOn, one, 'https://evil.example'))
    const noKey = call()
    await noKey.hears('challenge')
    noKey.say({ type: 'prove', signKey: 'f'.repeat(64), signature: '0'.repeat(128) })
    for (const caller of [foreign, replayed, passedOn, noKey]) {
      await caller.ends()
      expect(caller.ended()).toBe(signalClose.refused)
      expect(caller.heard.map(({ type }) => type)).toEqual(['challenge'])
    }
  })

  test('ends a connection that names a topic before its proof, and one that proves nothing in time', async () => {
    const early = call()
    await early.hears('challenge')
    early.say({ type: 'join', topic })
    await early.ends()
    expect(early.ended()).toBe(signalClose.refused)
    await beginAgain({ patience: 30 })
    const silent = call()
    await silent.ends()
    expect(silent.ended()).toBe(signalClose.refused)
  })

  test('ends a connection that talks nonsense, names a sender, or proves itself twice', async () => {
    const nonsense: readonly (string | Buffer)[] = [
      '{',
      'null',
      '[]',
      '"join"',
      '{"type":"evict"}',
      `{"type":"join","topic":"${'A'.repeat(64)}"}`,
      `{"type":"join","topic":"${elsewhere}","more":1}`,
      JSON.stringify({ type: 'send', topic, to: two.id, from: two.id, data: 'x' }),
      JSON.stringify({ type: 'send', topic, to: two.id, data: 'x'.repeat(maxSignalData + 1) }),
      JSON.stringify({ type: 'join', topic }),
      JSON.stringify({ type: 'prove', signKey: one.signKey, signature: '0'.repeat(128) }),
      Buffer.from('{"type":"ping"}'),
    ]
    for (const words of nonsense) {
      const caller = await proven(one, topic)
      caller.socket.send(words)
      await caller.ends()
      expect(caller.ended(), String(words).slice(0, 80)).toBe(signalClose.refused)
    }
  })

  test('reads no message above its size: the connection ends, the others go on', async () => {
    const b = await proven(two, topic)
    const a = await proven(one, topic)
    a.socket.send('x'.repeat(100_000))
    await a.ends()
    expect(a.ended()).toBe(1009)
    b.say({ type: 'ping' })
    await b.hears('pong')
  })

  test('ends a flood, by number or by size, and serves the others', async () => {
    const b = await proven(two, topic)
    const a = await proven(one, topic)
    for (let count = 0; count < 400; count++) a.say({ type: 'ping' })
    await a.ends()
    expect(a.ended()).toBe(signalClose.refused)
    const again = await proven(one, topic)
    const large: ToSignal = {
      type: 'send',
      topic,
      to: 'c'.repeat(32) as typeof one.id,
      data: 'x'.repeat(maxSignalData),
    }
    for (let count = 0; count < 80; count++) again.say(large)
    await again.ends()
    expect(again.ended()).toBe(signalClose.refused)
    b.say({ type: 'ping' })
    await b.hears('pong')
  })

  test('holds a bounded number of connections, and of devices in a topic', async () => {
    await beginAgain({ connections: 2, perTopic: 1 })
    await proven(one, topic)
    const b = await proven(two)
    b.say({ type: 'join', topic })
    await b.ends()
    expect(b.ended()).toBe(signalClose.full)
    await proven(two)
    const third = call()
    await third.ends()
    expect(third.ended()).toBe('refused')
  })

  test('lets a device that comes again take the place of its older connection', async () => {
    const b = await proven(two, topic)
    const old = await proven(one, topic)
    const fresh = await proven(one, topic)
    await old.ends()
    expect(old.ended()).toBe(signalClose.replaced)
    b.say({ type: 'send', topic, to: one.id, data: '還在嗎' })
    await fresh.hears('message')
  })

  test('drops a connection that no longer answers', async () => {
    await beginAgain({ heartbeat: 40 })
    const a = await proven(one, topic)
    // A machine that went to sleep: the socket stands and nobody reads it.
    a.socket.pause()
    await expect.poll(() => signaling.connections()).toBe(0)
    a.socket.resume()
  })
})

describe('the server behind a proxy', () => {
  test('answers to its public name, introduces pages of that origin only, and ends with the server', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'served-'))
    const behind = await startServer(folder, 0, { origin })
    port = behind.port
    const caller = call()
    await caller.hears('challenge')
    const local = call(`http://localhost:${port}`)
    await local.ends()
    const named = await new Promise<number>((answered) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/signal`, {
        headers: { origin, host: 'isms.example.org' },
      })
      socket.on('open', () => (answered(101), socket.close()))
      socket.on('error', () => answered(0))
    })
    expect(named).toBe(101)
    await behind.close()
    await caller.ends()
    rmSync(folder, { recursive: true })
  })
})
