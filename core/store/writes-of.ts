import { openEnvelope } from '../journal/envelope.ts'
import type { Bytes } from '../model/bytes.ts'
import { unwrap } from '../model/result.ts'
import type { Entry } from '../projections/entries.ts'
import { formatKey, parseKey } from '../projections/record-keys.ts'
import { effectiveRoles } from '../members/effective-roles.ts'
import { rolesOf } from '../members/membership.ts'
import type { EnvelopeRow } from './database.ts'
import { rowToEnvelope } from './journal-rows.ts'
import { withoutEffect } from './may-write-entry.ts'
import { readUpdate } from './read-update.ts'
import type { Replica } from './replica.ts'
import { fromStored } from './stored-value.ts'

/** Names the key behind a struct of one device's chain, for overwrites, which name none themselves. */
export type KeyAt = (clock: number) => string | undefined

/** A change of our own journal, with what it wrote in the order it wrote it. Undefined without the key of its epoch. */
export async function openWrites(
  replica: Pick<Replica, 'keyring'>,
  row: EnvelopeRow,
  keyAt: KeyAt,
  /** Filled with the key each of its structs sets. */
  places: Map<number, string> = new Map(),
): Promise<{ readonly update: Bytes; readonly entries: readonly Entry[] } | undefined> {
  const envelope = rowToEnvelope(row)
  const { compartment, keyEpoch, owner, client } = envelope.header
  const key = replica.keyring.key(compartment, keyEpoch, owner)
  if (!key) return undefined
  const update = unwrap(await openEnvelope(envelope, key))
  return { update, entries: entriesWritten(update, client, keyAt, places) }
}

/** What of the entries its author may no longer write, by the log as it is now. */
export function lostWrites(
  replica: Pick<Replica, 'log' | 'types'>,
  row: EnvelopeRow,
  entries: readonly Entry[],
): ReadonlySet<string> {
  const { header } = rowToEnvelope(row)
  const then = replica.log.at(header.members)
  const roles = effectiveRoles(replica.log, header)
  // Beyond a cut it is not in the journal at all, but for this device's own.
  if (!then || !roles || roles.length === rolesOf(then, header.device, header.time).length) return new Set()
  const lost = withoutEffect(entries, header, replica.types.byPrefix, {
    roles,
    member: then.devices.get(header.device)?.member,
    numbering: then.numbering.device === header.device,
  })
  return new Set(lost.map(({ key }) => formatKey(key)))
}

function entriesWritten(
  update: Uint8Array,
  client: number,
  keyAt: KeyAt,
  places: Map<number, string>,
): Entry[] {
  const entries: Entry[] = []
  for (const set of unwrap(readUpdate(update, client)).sets) {
    const origin = set.origin?.clock ?? -1
    const text = set.key ?? places.get(origin) ?? keyAt(origin)
    if (text === undefined) continue
    places.set(set.clock, text)
    const key = parseKey(text)
    if (key && set.value) entries.push({ key, value: fromStored(key, set.value.content) })
  }
  return entries
}
