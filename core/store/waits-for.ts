import type { EnvelopeHeader } from '../journal/envelope.ts'
import { farFutureMillis, millisOf } from '../model/hybrid-clock.ts'
import type { DeviceId, EnvelopeHash, KeyEpoch, ShardId } from '../model/ids.ts'
import type { NotAdmitted } from './admit.ts'
import type { WaitingRow } from './database.ts'
import type { Replica } from './replica.ts'

type For = Extract<NotAdmitted, { type: 'waiting' }>['for']

/** What an envelope waits for, in words that can be looked up, and whose share of the room it takes. */
export function waitsFor(
  replica: Pick<Replica, 'log'>,
  { shard, device, sequence, members, compartment, owner, keyEpoch, time }: EnvelopeHeader,
  why: For,
): Pick<WaitingRow, 'needs' | 'share' | 'sequence'> {
  switch (why) {
    case 'Earlier':
      return { needs: `chain ${shard} ${device} ${sequence - 1}`, share: device, sequence }
    case 'Key':
      return { needs: `key ${compartment} ${keyEpoch} ${owner}`, share: device, sequence }
    case 'Clock':
      return { needs: `clock ${millisOf(time) - farFutureMillis}`, share: device, sequence }
    case 'Past':
      // Nobody's signature was checked yet: what is claimed in a device's name must not take that device's room.
      return { needs: `operation ${replica.log.missing(members)[0] ?? ''}`, share: `?${device}`, sequence }
  }
}

/** Whether what is waited for has come. */
export function isHere(replica: Replica, needs: string): boolean {
  const [what, first = '', second = '', third = ''] = needs.split(' ')
  switch (what) {
    case 'chain':
      return (replica.heads.get(first as ShardId, second as DeviceId)?.sequence ?? 0) >= Number(third)
    case 'key':
      return replica.keyring.key(first as never, second as KeyEpoch, third as never) !== undefined
    case 'clock':
      return replica.now() >= Number(first)
    default:
      return first === '' || replica.log.has(first as EnvelopeHash)
  }
}
