import { createDevice, type Device } from '../../journal/device.ts'
import { recoveryStatement } from '../../members/operations.ts'
import { fromHex, toHex, type Bytes } from '../../model/bytes.ts'
import { err, ok, problem, type Result } from '../../model/result.ts'
import { appendOperations } from '../append-operations.ts'
import type { BackupFault, CommandFailure, Restored } from '../commands.ts'
import type { RecoveryMeta } from '../database.ts'
import { importFile, type FileTaker } from '../file/import-file.ts'
import { openRecoveryKey } from '../recovery.ts'
import type { Replica } from '../replica.ts'
import type { ShardSet } from '../shard-set.ts'
import type { Seed } from '../newcomer.ts'
import { openBackup, type BackupHead } from './backup-file.ts'
import { unpackKeys } from './backup-keys.ts'
import { DamagedSegment } from './sealed-stream.ts'

/** The store as restoring needs it: empty at first. */
export interface RestoreSite {
  readonly store: FileTaker
  /** Puts down the opened workspace and the mark that it is being restored; one transaction. */
  readonly begin: (seed: Seed, recovery: RecoveryMeta | undefined) => Promise<Result<null, CommandFailure>>
  readonly turn: <T>(
    work: (opened: { readonly replica: Replica; readonly shards: ShardSet }) => Promise<T>,
  ) => Promise<T>
  /** Takes the mark away: all of it is here. */
  readonly finish: () => Promise<Result<null, CommandFailure>>
  /** Takes everything off this device again. */
  readonly forget: () => Promise<void>
  /** Blocks of the file read, of all. */
  readonly progress: (done: number, all: number) => void
}

/**
 * Makes the workspace of a backup stand on this device, as a new device: a copied device's chains would fork. What goes
 * wrong, or is cut off, leaves nothing behind; the backup can be read again.
 */
export async function restoreBackup(
  site: RestoreSite,
  parts: AsyncIterable<Uint8Array>,
  passphrase: string,
): Promise<Result<Restored, CommandFailure | BackupFault>> {
  const opened = await openBackup(parts, passphrase)
  if (!opened.ok) return opened
  const { head, journal } = opened.value
  const device = await createDevice()
  const { workspace, member, person, organization } = head
  const grants = await unpackKeys(workspace, head.keys, device)
  const recovery: RecoveryMeta | undefined = head.recovery && {
    key: 'recovery',
    sealed: { ...head.recovery, bytes: fromHex(head.recovery.bytes) },
    sealedAt: head.time,
  }
  const begun = await site.begin({ workspace, device, member, person, organization, grants }, recovery)
  if (!begun.ok) return begun

  const filled = await fill(site, journal, head, device, passphrase)
  if (!filled.ok) await site.forget()
  return filled
}

async function fill(
  site: RestoreSite,
  journal: AsyncIterable<Bytes>,
  head: BackupHead,
  device: Device,
  passphrase: string,
): Promise<Result<Restored, CommandFailure | BackupFault>> {
  try {
    // Its keys say what may be read; the device itself is in no log yet.
    const imported = await importFile(site.store, journal, site.progress, { everything: true })
    if (!imported.ok)
      return imported.error.type === 'NotSaved'
        ? problem('NotSaved', imported.error.detail)
        : problem('DamagedBackup')
    const { admitted, refused, whole } = imported.value
    if (!whole) return problem('DamagedBackup')
    // A slow clock lets the gate take nothing of what was written in its future: that is no restore.
    const early = await site.turn(({ replica }) =>
      replica.database.waiting.filter(({ needs }) => needs.startsWith('clock ')).count(),
    )
    if (early > 0) return problem('ClockBehind')
    const enrolled = head.recovery ? await recover(site, head, device, passphrase) : ok(false)
    if (!enrolled.ok) return enrolled
    const finished = await site.finish()
    if (!finished.ok) return finished
    const refusals = Object.values(refused).reduce((sum, count) => sum + count, 0)
    return ok({ envelopes: admitted, refused: refusals, enrolled: enrolled.value })
  } catch (error) {
    if (!(error instanceof DamagedSegment)) throw error
    return problem('DamagedBackup')
  }
}

/** Writes this device into the log by the recovery key, for all to see; false if the key is not the log's. */
async function recover(
  site: RestoreSite,
  { workspace, member, recovery }: BackupHead,
  { signKey, agreeKey, client }: Device,
  passphrase: string,
): Promise<Result<boolean, CommandFailure>> {
  if (!recovery) return ok(false)
  const opened = await openRecoveryKey({ ...recovery, bytes: fromHex(recovery.bytes) }, passphrase)
  if (!opened.ok) return ok(false)
  const key = await crypto.subtle.importKey('pkcs8', opened.value, 'Ed25519', false, ['sign'])
  const entry = { signKey, agreeKey, client, kind: 'pwa' as const }
  const statement = recoveryStatement(workspace, member, entry)
  const proof = toHex(new Uint8Array(await crypto.subtle.sign('Ed25519', key, statement)))
  const operation = { type: 'recover' as const, member, device: entry, proof }
  const done = await site.turn(({ replica, shards }) => appendOperations(replica, shards, [operation]))
  if (done.ok) return ok(true)
  return done.error.type === 'NotAllowed' ? ok(false) : err(done.error)
}
