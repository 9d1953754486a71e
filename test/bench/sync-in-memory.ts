import { encodeEnvelope } from '../../core/journal/envelope-codec.ts'
import { openEnvelope, verifyEnvelope } from '../../core/journal/envelope.ts'
import { unwrap } from '../../core/model/result.ts'
import type { Change } from '../../core/store/commands.ts'
import { rowToEnvelope } from '../../core/store/journal-rows.ts'
import { startPeerSession } from '../../core/sync/peer-session.ts'
import { memoryLinks } from '../support/link.ts'
import { reach } from '../support/peers.ts'
import { secondReplica } from '../support/second-replica.ts'
import { correctiveActionValues, foundedStore, ownId, type TestStore } from '../support/store.ts'
import { row, type Row } from './row.ts'

const records = 10_000

/**
 * Sessions between two replicas over links in memory. Node has no IndexedDB, so the disk is fake-indexeddb; measured
 * beside it is what cannot be saved: every signature checked, every seal opened, and the same rows on the same disk.
 */
export async function rows(): Promise<readonly Row[]> {
  const first = await foundedStore()
  for (let done = 0; done < records; done++) await oneRecord(first)
  const second = await secondReplica(first)
  const catchUp = await timed(() => untilInStep(first, second))
  const crypto = await timed(() => checkAll(first))
  const disk = await rawDisk(second)
  const other = await secondReplica(first)
  await untilInStep(first, other)
  return [
    row(
      'sync/catch-up-10k-ms',
      catchUp,
      'ms',
      `≤ ${Math.round((crypto + disk) * 3)}`,
      `10 000 records in as many envelopes; their signatures and seals alone ${crypto.toFixed(0)} ms, their rows put at once ${disk.toFixed(0)} ms; at most three times that`,
    ),
    row(
      'sync/edit-to-peer-ms',
      await editToPeer(first, other, 200),
      'ms',
      '≤ 50',
      'p95 of 200 edits among 10 000 records, from the command to durable on the other side',
    ),
    row(
      'sync/envelope-overhead-bytes',
      await envelopeOverhead(first),
      'bytes',
      '≤ 1000',
      'median of what an envelope adds to the change it carries',
    ),
  ]
}

async function oneRecord(opened: TestStore & { readonly personId: string }): Promise<void> {
  const change: Change = {
    type: 'create',
    id: ownId(opened, 'CAR'),
    recordType: 'correctiveAction',
    values: correctiveActionValues(opened.personId),
  }
  unwrap(await opened.store.execute({ type: 'commit', changes: [change] }))
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function meet(one: TestStore, other: TestStore) {
  const [left, right] = memoryLinks()
  const report = (error: unknown) => console.error(error)
  const sessions = [
    startPeerSession({ store: one.store, link: left, report }),
    startPeerSession({ store: other.store, link: right, report }),
  ]
  return async () => {
    for (const { close } of sessions) close()
    await Promise.all(sessions.map(({ done }) => done))
  }
}

async function untilInStep(one: TestStore, other: TestStore): Promise<void> {
  const part = meet(one, other)
  while (reach(one) !== reach(other)) await new Promise((resolve) => setTimeout(resolve, 5))
  await part()
}

async function checkAll({ database, store }: TestStore): Promise<void> {
  const { log, keyring } = store.replica()!
  for (const row of await database.envelopes.where('kind').equals('change').toArray()) {
    const envelope = rowToEnvelope(row)
    const { device, compartment, keyEpoch, owner } = envelope.header
    await verifyEnvelope(envelope, log.now()!.devices.get(device)!)
    await openEnvelope(envelope, keyring.key(compartment, keyEpoch, owner)!)
  }
}

/** The rows of a replica, taken off its disk and put there again in one transaction. */
async function rawDisk({ database }: TestStore): Promise<number> {
  const tables = [database.envelopes, database.records, database.history] as const
  const [envelopes, records, history] = await Promise.all([
    database.envelopes.toArray(),
    database.records.toArray(),
    database.history.toArray(),
  ])
  await database.transaction('rw', [...tables], () => Promise.all(tables.map((table) => table.clear())))
  return timed(() =>
    database.transaction('rw', [...tables], () =>
      Promise.all([
        database.envelopes.bulkAdd(envelopes),
        database.records.bulkPut(records),
        database.history.bulkPut(history),
      ]),
    ),
  )
}

async function editToPeer(
  one: TestStore & { readonly personId: string },
  other: TestStore,
  edits: number,
): Promise<number> {
  const part = meet(one, other)
  // The first edit waits for the session itself.
  await oneRecord(one)
  while (reach(one) !== reach(other)) await new Promise((resolve) => setTimeout(resolve, 5))
  const times: number[] = []
  for (let edit = 0; edit < edits; edit++) {
    const arrived = new Promise<void>((resolve) => {
      const stop = other.store.onDurable(() => {
        stop()
        resolve()
      })
    })
    times.push(
      await timed(async () => {
        await oneRecord(one)
        await arrived
      }),
    )
  }
  await part()
  return times.sort((a, b) => a - b)[Math.floor(edits * 0.95)]!
}

async function envelopeOverhead({ database, store }: TestStore): Promise<number> {
  const { keyring } = store.replica()!
  const sizes: number[] = []
  for (const row of await database.envelopes.where('kind').equals('change').limit(500).toArray()) {
    const envelope = rowToEnvelope(row)
    const { compartment, keyEpoch, owner } = envelope.header
    const change = unwrap(await openEnvelope(envelope, keyring.key(compartment, keyEpoch, owner)!))
    sizes.push(encodeEnvelope(envelope).length - change.length)
  }
  return sizes.sort((a, b) => a - b)[Math.floor(sizes.length / 2)]!
}
