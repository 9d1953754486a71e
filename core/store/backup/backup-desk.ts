import { ok, problem, type Result } from '../../model/result.ts'
import { taipeiDateTime } from '../../model/roc-date.ts'
import { asBlob } from '../as-blob.ts'
import type { CommandFailure, CommandResults } from '../commands.ts'
import type { Database, MetaRow } from '../database.ts'
import { storageFault } from '../durable-commit.ts'
import { putMeta, seedWorkspace } from '../newcomer.ts'
import { isTooShort } from '../passphrase.ts'
import { openRecoveryKey, sealRecoveryKey } from '../recovery.ts'
import type { Replica } from '../replica.ts'
import type { ShardSet } from '../shard-set.ts'
import { writeBackup } from './backup-file.ts'
import { restoreBackup, type RestoreSite } from './restore.ts'

/** The store as backups need it. Both read and write far too long to keep everybody else waiting: they take no turn. */
export interface BackupDesk {
  /** One file with everything this device holds; the founder's passphrase must be the one of the recovery key. */
  readonly make: (passphrase: string) => Promise<Result<CommandResults['makeBackup'], CommandFailure>>
  readonly restore: (
    file: Blob,
    passphrase: string,
  ) => Promise<Result<CommandResults['restoreBackup'], CommandFailure>>
}

export interface BackupSite {
  readonly database: Database
  readonly now: () => number
  readonly opened: () => { readonly replica: Replica; readonly shards: ShardSet } | undefined
  readonly hasWorkspace: () => Promise<boolean>
  /** Opens what was put down. */
  readonly openSeeded: () => Promise<void>
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
  readonly receiveMany: RestoreSite['store']['receiveMany']
  readonly forget: () => Promise<void>
  readonly progress: (done: number, all: number) => void
}

export function createBackupDesk(site: BackupSite): BackupDesk {
  const { database, now, inTurn } = site
  let restoring = false
  return {
    async make(passphrase) {
      const opened = site.opened()
      if (!opened) return problem('NoWorkspace')
      const allowed = await inTurn(() => checkPassphrase(database, passphrase, now()))
      if (!allowed.ok) return allowed
      const { replica } = opened
      const at = now()
      const upTo = replica.received.last
      const file = await asBlob(writeBackup(replica, passphrase))
      return inTurn(async () => {
        if (site.opened()?.replica !== replica) return problem('NoWorkspace')
        const stored = await mark(database, [{ key: 'backup', at, upTo }])
        const stamp = taipeiDateTime(at).slice(0, 16).replace(/[-:T]/g, '')
        return stored.ok ? ok({ fileName: `countersign-${stamp}.countersign-backup`, file }) : stored
      })
    },
    async restore(file, passphrase) {
      if (restoring) return problem('WorkspaceExists')
      restoring = true
      try {
        return await restoreBackup(siteOf(site), file.stream(), passphrase)
      } catch (error) {
        // The file was moved or its disk taken out while it was read.
        if (!(error instanceof DOMException)) throw error
        if (await database.meta.get('restoring')) await inTurn(site.forget)
        return problem('FileUnreadable')
      } finally {
        restoring = false
      }
    },
  }
}

/** A restore that was cut off; the next start takes away what it left. */
export const isHalfRestored = async (database: Pick<Database, 'meta'>): Promise<boolean> =>
  (await database.meta.get('restoring')) !== undefined

function siteOf(site: BackupSite): RestoreSite {
  const { database, now, inTurn } = site
  const opened = () => {
    const here = site.opened()
    if (!here) throw new Error('the workspace went away while it was restored')
    return here
  }
  return {
    store: { replica: () => site.opened()?.replica, receiveMany: site.receiveMany },
    begin: (seed, recovery) =>
      inTurn(async () => {
        if (await site.hasWorkspace()) return problem('WorkspaceExists')
        const marks: MetaRow[] = [{ key: 'restoring', since: now() }, ...(recovery ? [recovery] : [])]
        const seeded = await seedWorkspace(database, seed, now(), marks)
        if (!seeded.ok) return seeded.error.type === 'NotTheInviter' ? problem('DamagedBackup') : seeded
        await site.openSeeded()
        return ok(null)
      }),
    turn: (work) => inTurn(() => work(opened())),
    finish: () =>
      inTurn(async () => {
        try {
          await database.meta.delete('restoring')
          return ok(null)
        } catch (error) {
          return problem('NotSaved', { why: storageFault(error) })
        }
      }),
    forget: () => inTurn(site.forget),
    progress: site.progress,
  }
}

/** Whoever has the recovery key makes backups under its passphrase: one to remember, and each restores in full. */
async function checkPassphrase(
  database: Database,
  passphrase: string,
  now: number,
): Promise<Result<null, CommandFailure>> {
  if (isTooShort(passphrase)) return problem('PassphraseTooShort')
  const row = await database.meta.get('recovery')
  if (row?.key !== 'recovery') return ok(null)
  if (row.open) return sealRecoveryKey(database, passphrase, now)
  if (!row.sealed) return ok(null)
  const opened = await openRecoveryKey(row.sealed, passphrase)
  return opened.ok ? ok(null) : opened
}

async function mark(database: Database, rows: readonly MetaRow[]): Promise<Result<null, CommandFailure>> {
  try {
    await putMeta(database, rows)
    return ok(null)
  } catch (error) {
    return problem('NotSaved', { why: storageFault(error) })
  }
}
