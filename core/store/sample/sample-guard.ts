import { buildEvent } from '../../events/build-event.ts'
import type { EventContent } from '../../events/event-content.ts'
import { createDevice, type Device } from '../../journal/device.ts'
import { encodeEnvelope } from '../../journal/envelope-codec.ts'
import { hashEnvelope } from '../../journal/envelope.ts'
import type { Sample, SampleEvent } from '../../libraries/sample/sample.ts'
import { newUlidBy, type EnvelopeHash, type RecordId } from '../../model/ids.ts'
import { ok, problem, type Result } from '../../model/result.ts'
import { taipeiDateTime } from '../../model/roc-date.ts'
import { eventRecordId } from '../../projections/event-row.ts'
import type { CommandFailure } from '../commands.ts'
import { enrolExtension } from '../enrol-extension.ts'
import { receive } from '../receive.ts'
import type { Replica } from '../replica.ts'
import type { ShardSet } from '../shard-set.ts'

/** The sample's own extensions: made for the loading, their private keys forgotten with it. */
export interface SampleGuard {
  readonly eventIds: readonly (readonly [key: string, id: RecordId])[]
  readonly enrol: (idOf: (key: string) => RecordId) => Promise<Result<null, CommandFailure>>
  readonly report: (event: SampleEvent, at: number) => Promise<Result<null, CommandFailure>>
}

interface Profile {
  readonly device: Device
  code: string
  sequence: number
  previous: EnvelopeHash | ''
}

export async function createSampleGuard(
  replica: Replica,
  shards: ShardSet,
  sample: Sample,
): Promise<SampleGuard> {
  const profiles: Profile[] = []
  while (profiles.length < sample.profiles.length)
    profiles.push({ device: await createDevice(), code: '', sequence: 0, previous: '' })
  const ulids = new Map(
    sample.events.map(({ key, profile }) => [key, newUlidBy(profiles[profile]!.device.id)] as const),
  )

  return {
    eventIds: [...ulids].map(([key, ulid]) => [key, eventRecordId(ulid)] as const),
    async enrol(idOf) {
      for (const [index, profile] of profiles.entries()) {
        const done = await enrolExtension(replica, shards, profile.device, idOf(sample.profiles[index]!))
        if (!done.ok) return done
        profile.code = done.value.profileCode
      }
      return ok(null)
    },
    async report(event, at) {
      const profile = profiles[event.profile]!
      const readers = await replica.keyring.guardReaders()
      if (!readers) return problem('NotAllowed', { why: 'noKey' })
      const envelope = await buildEvent({
        device: profile.device,
        workspace: replica.workspace,
        members: replica.log.heads(),
        chain: profile,
        readers: { epoch: readers.epoch, publicKey: readers.publicKey, ownDevices: [] },
        content: {
          eventId: ulids.get(event.key)!,
          at: taipeiDateTime(at),
          profileCode: profile.code,
          ruleVersion: 1,
          furtherRules: [],
          policyVersion: 'sample',
          ...event.content,
        } as unknown as EventContent,
        now: at,
      })
      const received = await receive(replica, shards, encodeEnvelope(envelope))
      if (!received.ok) return received
      if (received.value.type !== 'admitted') return problem('NotAllowed', { why: received.value.type })
      profile.sequence++
      profile.previous = await hashEnvelope(envelope)
      return ok(null)
    },
  }
}
