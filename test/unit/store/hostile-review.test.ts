import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { encodeEnvelope } from '../../../core/journal/envelope-codec.ts'
import { sealEnvelope } from '../../../core/journal/envelope.ts'
import { unwrap } from '../../../core/model/result.ts'
import { formatKey } from '../../../core/projections/record-keys.ts'
import { webEventReview } from '../../../core/records/guard/web-event-review.ts'
import { shardOf } from '../../../core/store/shard-names.ts'
import { openShard } from '../../../core/store/shard.ts'
import { secondReplica } from '../../support/second-replica.ts'
import { foundedStore, ownId, type TestStore } from '../../support/store.ts'

test.each([[{ host: 1 }], [true], [['WEB-1']], [5], ['WEB-1'], [null]])(
  'a review that names %j instead of an event stops nobody',
  async (eventId) => {
    const first = await foundedStore()
    const second = await secondReplica(first)
    const bytes = await review(second, { eventId, result: 'ok' })
    expect(unwrap(await first.store.receive(bytes)).type).toBe('admitted')
  },
)

/** Written past every form and command, signed by a device that may write reviews. */
async function review(from: TestStore, values: object) {
  const { device, keyring, workspace, log, clock } = from.store.replica()!
  const record = ownId(from, webEventReview.prefix)
  const time = clock.now()
  const base = { type: webEventReview.key, time, state: webEventReview.initialState, values }
  const written = openShard(new Y.Doc(), device).write([
    [formatKey({ part: 'base', record, device: device.id }), base],
  ])
  const keyEpoch = keyring.latestEpoch('guard')!
  const draft = {
    workspace,
    compartment: 'guard' as const,
    shard: shardOf(webEventReview, record),
    keyEpoch,
    sequence: 1,
    previous: '' as const,
    members: log.heads(),
    time,
    kind: 'change' as const,
  }
  return encodeEnvelope(await sealEnvelope(device, draft, written, keyring.key('guard', keyEpoch)!))
}
