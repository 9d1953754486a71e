import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { createDigestKey } from '../../extension/background/content-digest.ts'
import { openOutbox, type Outbox } from '../../extension/background/outbox.ts'
import type { BundleContent } from '../../core/events/policy-bundle.ts'
import { createDevice } from '../../core/journal/device.ts'
import { hybridTime } from '../../core/model/hybrid-clock.ts'
import type { EnvelopeHash, KeyEpoch, WorkspaceId } from '../../core/model/ids.ts'
import type { PolicySettings } from '../../core/policy/verdict.ts'

/** An outbox as after pairing, with the reader's keys, so that a test can open what was sealed. */
export async function pairedOutbox(policy: Partial<PolicySettings> = {}) {
  const outbox: Outbox = openOutbox({ indexedDB: new IDBFactory(), IDBKeyRange })
  const device = await createDevice()
  const reader = await createDevice()
  await outbox.device.add({ id: 'self', device, digestKey: await createDigestKey() })
  const workspace = 'a'.repeat(64) as WorkspaceId
  const content: BundleContent = {
    format: 1,
    workspace,
    organisation: '嵐山綜合醫院',
    version: hybridTime(Date.parse('2026-11-22T01:00:00Z')),
    builtBy: reader.id,
    policy: {
      entityType: 'private',
      ownDomains: [],
      rules: [],
      sites: [],
      exceptions: [],
      ...structuredClone(policy),
    } as BundleContent['policy'],
    readers: {
      epoch: '1-0123456789abcdef' as KeyEpoch,
      publicKey: reader.agreeKey,
      ownDevices: [{ id: device.id, agreeKey: device.agreeKey }],
    },
    profileCode: 'P-7K2Q9X',
    members: [],
    heads: ['b'.repeat(64) as EnvelopeHash],
  }
  const bundle = { content, signature: '0'.repeat(128) }
  await outbox.bundle.add({
    id: 'current',
    workspace,
    organisation: content.organisation,
    signKeys: {},
    bundle,
  })
  return { outbox, device, reader, bundle }
}
