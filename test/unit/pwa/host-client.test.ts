import { describe, expect, test } from 'vitest'
import { unwrap } from '../../../core/model/result.ts'
import { createHostClient, type HostClient } from '../../../pwa/store-host/client.ts'
import { runHost } from '../../../pwa/store-host/host.ts'
import type { Channel, HostMessage, Stamp } from '../../../pwa/store-host/protocol.ts'
import { anId } from '../../support/ids.ts'
import { founding, openTestStore, types } from '../../support/store.ts'
import { createStore } from '../../../core/store/store.ts'
import { noShardCache } from '../../../core/store/shard-cache.ts'
import { openDatabase } from '../../../core/store/database.ts'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'

/** One origin: a channel all tabs and workers hear, one lock, one IndexedDB. */
function origin(fault: { readonly closing?: boolean } = {}) {
  const ears = new Map<object, (data: unknown) => void>()
  const factory = new IDBFactory()
  const channel = (): Channel & { readonly cut: () => void } => {
    const me = {}
    return {
      post: (message: HostMessage) => {
        const copy: unknown = structuredClone(message)
        for (const [other, ear] of ears) if (other !== me) queueMicrotask(() => ears.has(other) && ear(copy))
      },
      listen: (listener) => ears.set(me, listener),
      close: () => ears.delete(me),
      cut: () => ears.delete(me),
    }
  }
  let holder: Promise<unknown> = Promise.resolve()
  const locks = {
    request: ((_name: string, options: { signal: AbortSignal }, work: () => Promise<void>) => {
      const turn = holder.then(() => {
        if (options.signal.aborted) throw new DOMException('', 'AbortError')
        return work()
      })
      holder = turn.catch(() => undefined)
      return turn
    }) as never,
  }
  const workers: { readonly kill: () => void; readonly crash: () => void }[] = []
  const reported: unknown[] = []
  let scripts = true
  const tab = (build: number): HostClient => {
    const stamp: Stamp = { build, schema: 1 }
    const startWorker = (): Worker => {
      const wire = channel()
      let onmessage: ((event: { data: unknown }) => void) | undefined
      let released: () => void = () => undefined
      const worker = {
        onerror: undefined as (() => void) | undefined,
        set onmessage(listener: (event: { data: unknown }) => void) {
          onmessage = listener
          released = () => onmessage?.({ data: { type: 'released' } })
        },
        postMessage() {
          if (!scripts) return queueMicrotask(() => worker.onerror?.())
          runHost({
            channel: wire,
            stamp,
            now: () => Date.parse('2026-11-22T01:00:00Z'),
            createStore(saved) {
              const store = createStore({
                database: openDatabase({ name: 'countersign', indexedDB: factory, IDBKeyRange }),
                types,
                now: () => Date.parse('2026-11-22T01:00:00Z'),
                cacheFor: () => noShardCache,
                saved,
              })
              const close = () =>
                store.close().then(() => (fault.closing ? Promise.reject(new Error('stuck')) : undefined))
              return { ...store, close }
            },
            report: (error) => reported.push(error),
            released: () => released(),
          })
        },
        terminate: () => wire.cut(),
      }
      workers.push({
        kill: () => (wire.cut(), released()),
        crash: () => (wire.cut(), worker.onerror?.()),
      })
      return worker as unknown as Worker
    }
    return createHostClient({ channel: channel(), stamp, locks, startWorker })
  }
  return { tab, factory, workers, reported, scriptsLoad: (load: boolean) => (scripts = load) }
}

const reaches = async (client: HostClient, phase: string) => {
  for (let tries = 0; tries < 200; tries++) {
    if (client.status.current.phase === phase) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`still ${client.status.current.phase}, not ${phase}`)
}

const started = async (workers: readonly unknown[], count: number) => {
  for (let tries = 0; tries < 200 && workers.length < count; tries++)
    await new Promise((resolve) => setTimeout(resolve, 10))
  expect(workers).toHaveLength(count)
}

describe('tabs of one origin', () => {
  test('share one host: what one tab commits is there for the other, and both may command', async () => {
    const { tab, workers } = origin()
    const [one, two] = [tab(1), tab(1)]
    await reaches(one, 'noWorkspace')
    const created = unwrap(await one.send(founding))
    await reaches(two, 'ready')
    const edits = await Promise.all(
      [one, two, one, two].map((client, index) =>
        client.send({
          type: 'commit',
          changes: [{ type: 'set', id: created.organizationId, field: 'nameEn', value: `Hospital ${index}` }],
        }),
      ),
    )
    expect(edits.every(({ ok }) => ok)).toBe(true)
    expect(workers).toHaveLength(1)
  })

  test('a command given before any host exists is done once there is one', async () => {
    const { tab } = origin()
    const early = tab(1)
    expect((await early.send(founding)).ok).toBe(true)
  })

  test('when the hosting tab dies the next takes over with everything acknowledged, does the unanswered edit, and tells of what it must not do twice', async () => {
    const { tab, workers, factory } = origin()
    const [one, two] = [tab(1), tab(1)]
    await reaches(one, 'noWorkspace')
    const created = unwrap(await one.send(founding))
    await reaches(two, 'ready')
    unwrap(
      await two.send({
        type: 'commit',
        changes: [{ type: 'set', id: created.organizationId, field: 'nameEn', value: 'Lanshan' }],
      }),
    )
    const unanswered = two.send({
      type: 'commit',
      changes: [{ type: 'set', id: created.organizationId, field: 'nameEn', value: 'Late' }],
    })
    const creation = two.send({
      type: 'commit',
      changes: [
        {
          type: 'create',
          id: anId('CAR'),
          recordType: 'correctiveAction',
          values: { description: '一' },
        },
      ],
    })
    workers[0]!.kill()
    expect((await unanswered).ok).toBe(true)
    expect(await creation).toMatchObject({ ok: false, error: { type: 'HostGone' } })
    await reaches(two, 'ready')
    const { queries } = await openTestStore({ factory })
    expect(['Late']).toContain((await queries.recordById(created.organizationId))?.values['nameEn'])
    expect(
      (
        await two.send({
          type: 'commit',
          changes: [{ type: 'set', id: created.organizationId, field: 'nameEn', value: 'Next' }],
        })
      ).ok,
    ).toBe(true)
  })

  test('a newer build asks the older to let go, takes over without losing anything, and the old tab says reload', async () => {
    const { tab, workers } = origin()
    const old = tab(1)
    await reaches(old, 'noWorkspace')
    const created = unwrap(await old.send(founding))
    const newer = tab(2)
    await reaches(newer, 'ready')
    await reaches(old, 'newerBuildElsewhere')
    expect(workers).toHaveLength(2)
    expect(
      (
        await newer.send({
          type: 'commit',
          changes: [{ type: 'set', id: created.organizationId, field: 'nameEn', value: 'New' }],
        })
      ).ok,
    ).toBe(true)
    expect(await old.send({ type: 'exportFile', what: { type: 'everything' }, chunks: false })).toMatchObject(
      {
        ok: false,
        error: { type: 'HostGone' },
      },
    )
  })

  test('a store that will not close keeps no newer build waiting', async () => {
    const { tab, reported } = origin({ closing: true })
    const old = tab(1)
    await reaches(old, 'noWorkspace')
    const newer = tab(2)
    await reaches(newer, 'noWorkspace')
    await reaches(old, 'newerBuildElsewhere')
    expect(reported).toHaveLength(1)
  })

  test('a worker whose script does not load says so in every tab, and commands are not left hanging', async () => {
    const { tab, workers, scriptsLoad } = origin()
    scriptsLoad(false)
    const [one, two] = [tab(1), tab(1)]
    const early = one.send(founding)
    await reaches(one, 'failed')
    await reaches(two, 'failed')
    expect(await early).toMatchObject({ ok: false, error: { type: 'HostGone' } })
    expect(await one.send(founding)).toMatchObject({ ok: false, error: { type: 'HostGone' } })
    expect(workers).toHaveLength(2)
  })

  test('when the worker of one tab dies of a bug the next tab takes over, and both go on', async () => {
    const { tab, workers } = origin()
    const [one, two] = [tab(1), tab(1)]
    await reaches(one, 'noWorkspace')
    unwrap(await one.send(founding))
    await reaches(two, 'ready')
    const phases: string[] = []
    one.status.subscribe(() => phases.push(one.status.current.phase))
    workers[0]!.crash()
    await started(workers, 2)
    expect(phases[0]).toBe('failed')
    await reaches(one, 'ready')
    expect((await one.send({ type: 'exportFile', what: { type: 'everything' }, chunks: false })).ok).toBe(
      true,
    )
    expect((await two.send({ type: 'exportFile', what: { type: 'everything' }, chunks: false })).ok).toBe(
      true,
    )
    // And the first is the next in turn again.
    workers[1]!.crash()
    await started(workers, 3)
    await reaches(two, 'ready')
    expect((await two.send({ type: 'exportFile', what: { type: 'everything' }, chunks: false })).ok).toBe(
      true,
    )
    expect(workers).toHaveLength(3)
  })

  test('an older build opened beside a newer one steps back at once', async () => {
    const { tab, workers } = origin()
    const newer = tab(2)
    await reaches(newer, 'noWorkspace')
    const old = tab(1)
    await reaches(old, 'newerBuildElsewhere')
    expect(workers).toHaveLength(1)
    expect(newer.status.current.phase).toBe('noWorkspace')
  })
})
