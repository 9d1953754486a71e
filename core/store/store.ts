import type { PublicDevice } from '../journal/device.ts'
import type { DeviceId } from '../model/ids.ts'
import { newRecordId, type RecordId } from '../model/ids.ts'
import { ok, problem, type Result } from '../model/result.ts'
import { buildBundle } from './build-bundle.ts'
import type {
  Change,
  Command,
  CommandFailure,
  CommandResult,
  CommandResults,
  CreateWorkspace,
} from './commands.ts'
import { createBackupDesk, isHalfRestored } from './backup/backup-desk.ts'
import { beginWorkspace } from './create-workspace.ts'
import type { ChunkRow, Database, HeadRow } from './database.ts'
import { enrolExtension } from './enrol-extension.ts'
import { followLog } from './append-operations.ts'
import { createFileDesk } from './file/file-desk.ts'
import { openReplica } from './open-replica.ts'
import { outdatedShards, rebuildShard } from './rebuild.ts'
import { runMemberCommand } from './member-commands.ts'
import { performDuties } from './perform-duties.ts'
import { receiveMany, type Received } from './receive.ts'
import { retryWaiting } from './retry-waiting.ts'
import type { NotSaved } from './arrivals.ts'
import type { Parcel, ParcelKey } from './parcel.ts'
import { createSample, isHalfSample, removeSample, type SampleStore } from './sample/sample-desk.ts'
import { removeAll } from './sample/remove-all.ts'
import { isTooShort } from './passphrase.ts'
import { sealRecoveryKey } from './recovery.ts'
import type { RecordTypes, Replica } from './replica.ts'
import { prepareAttachment, type AttachTo } from './attachments/attach.ts'
import { commitChanges } from './commit-changes.ts'
import { createShardSet, type ShardSet } from './shard-set.ts'
import type { ShardCache } from './shard-cache.ts'
import { giveInvitation, withdrawInvitation } from './invitations.ts'
import { createInviterStore, type InviterStore } from './inviter.ts'
import { createNewcomerStore, type NewcomerStore } from './newcomer-store.ts'
import { createListeners } from './listeners.ts'
import { touchesPolicy } from './policy-news.ts'
import { createDutyTimer } from './duty-timer.ts'
import { setTeamLink, teamLink } from './team-link.ts'

export interface StoreOptions {
  readonly database: Database
  readonly types: RecordTypes
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly cacheFor: (workspace: Replica['workspace']) => ShardCache
  /** Bytes this origin may still store, where the browser says. */
  readonly room?: () => Promise<number | undefined>
  readonly sampleProgress?: (done: number, all: number) => void
  /** Blocks of a backup read, of all. */
  readonly restoreProgress?: (done: number, all: number) => void
  /** Blocks of a `.countersign` file read, of all. */
  readonly importProgress?: (done: number, all: number) => void
  /** Called when a write failed (with the reason) and when one succeeded again. */
  readonly saved?: (fault: string | undefined) => void
  /** Where a bug is told that must not end what goes on without it; by default a rejection nobody handles. */
  readonly report?: (error: unknown) => void
  /**
   * Milliseconds after a received change of the membership until this device does what it owes; whoever made the change
   * does most of it at once, and that is still on its way.
   */
  readonly dutyDelay?: number
}

/** The store of one origin: the only writer of journal, shards and projection. Everything is done one by one. */
export interface Store {
  readonly open: () => Promise<'ready' | 'noWorkspace'>
  readonly execute: <C extends Command>(command: C) => Promise<CommandResult<C>>
  /** One envelope, with the keys that travel with it. */
  readonly receive: (bytes: Uint8Array, keys?: readonly ParcelKey[]) => Promise<Result<Received, NotSaved>>
  /** Many in the order given, durable in runs and all of them before this resolves. */
  readonly receiveMany: (parcels: readonly Parcel[]) => Promise<Result<readonly Received[], NotSaved>>
  readonly enrolExtension: (
    extension: PublicDevice,
  ) => Promise<Result<{ readonly profileCode: string }, CommandFailure>>
  readonly bundleFor: (extension: DeviceId) => ReturnType<typeof buildBundle>
  /** Rebuilds rows another version made; `progress` counts shards. */
  readonly rebuildOutdated: (progress: (done: number, all: number) => void) => Promise<void>
  /** Does at once what this device owes the others after changes of the membership; resolves with how many operations. */
  readonly performDuties: () => Promise<Result<number, CommandFailure>>
  readonly replica: () => Replica | undefined
  readonly inviter: InviterStore
  readonly newcomer: NewcomerStore
  /** Whether the open workspace is the sample organisation. */
  readonly isSample: () => Promise<boolean>
  /** Whether the person turned the team link on in this browser. */
  readonly teamLink: () => Promise<boolean>
  /** Called when envelopes became durable, our own and others': with where their chains stand now. */
  readonly onDurable: (listener: (heads: readonly HeadRow[]) => void) => () => void
  /** Called after a commit that may change what the guard must know. */
  readonly onPolicyChange: (listener: () => void) => () => void
  /** Waits for what is under way, then lets go of the database. */
  readonly close: () => Promise<void>
}

interface Opened {
  readonly replica: Replica
  readonly shards: ShardSet
}

export function createStore(options: StoreOptions): Store {
  let open: Opened | undefined
  let last: Promise<unknown> = Promise.resolve()
  const listeners = createListeners()

  /** One thing after the other: nothing may follow a write that is not yet durable. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work).finally(() => listeners.tell(open?.replica.device.id))
    last = turn.catch(() => undefined)
    return turn
  }
  /** While the sample is loaded the clock shows its past. */
  let pretended: number | undefined
  const clocked = { ...options, now: () => pretended ?? options.now() }
  const use = (replica: Replica): Opened => {
    replica.durable.add(listeners.heard)
    return (open = { replica, shards: createShardSet(replica) })
  }
  const report = <
    T extends Result<
      unknown,
      { readonly type: string; readonly detail?: Readonly<Record<string, string | number>> }
    >,
  >(
    result: T,
  ): T => {
    if (result.ok) options.saved?.(undefined)
    else if (result.error.type === 'NotSaved')
      options.saved?.(String(result.error.detail?.['why'] ?? 'UnknownError'))
    return result
  }
  const commit = async (changes: readonly Change[], chunks: readonly ChunkRow[] = []) => {
    if (!open) return problem('NoWorkspace')
    const done = report(await commitChanges(open.replica, open.shards, changes, chunks))
    if (done.ok && changes.some((change) => touchesPolicy(change, options.types))) listeners.tellPolicy()
    return done
  }

  /** Reading and encrypting a large file keeps nobody waiting; only the write takes its turn. */
  const attach = async (to: AttachTo): Promise<Result<CommandResults['attach'], CommandFailure>> => {
    const opened = open
    if (!opened) return problem('NoWorkspace')
    const none = () => Promise.resolve(undefined)
    const sealed = await prepareAttachment(opened.replica, to, options.room ?? none)
    if (!sealed.ok) return sealed
    const { attachment, chunks } = sealed.value
    return inTurn(async () => {
      // Another workspace may have been opened meanwhile.
      if (open !== opened) return problem('NoWorkspace')
      const set = { type: 'set' as const, id: to.id, field: to.field, value: attachment }
      const done = await commit([...(to.changes ?? []), set], chunks)
      return done.ok ? ok({ sha256: attachment.sha256, size: attachment.size }) : done
    })
  }

  const run = async (
    command: Exclude<
      Command,
      { type: 'attach' | 'makeBackup' | 'restoreBackup' | 'exportFile' | 'importFile' }
    >,
  ): Promise<Result<CommandResults[Command['type']], CommandFailure>> => {
    switch (command.type) {
      case 'createWorkspace': {
        if (await hasWorkspace()) return problem('WorkspaceExists')
        if (command.passphrase !== undefined && isTooShort(command.passphrase))
          return problem('PassphraseTooShort')
        // The mark of a sample that failed on a full disk would have this workspace removed at the next start.
        await options.database.meta.bulkDelete(['sample', 'joining'])
        const begun = await createWorkspace(command)
        return begun.ok ? ok(begun.value.ids) : begun
      }
      case 'createSample':
        return (await hasWorkspace()) ? problem('WorkspaceExists') : createSample(sampleStore)
      case 'removeSample':
        return removeSample(sampleStore)
      case 'commit':
        return commit(command.changes)
      case 'setBackupPassphrase':
        return open
          ? sealRecoveryKey(options.database, command.passphrase, options.now())
          : problem('NoWorkspace')
      case 'removeDevice':
      case 'addMember':
      case 'addDevice':
      case 'changeRoles':
      case 'removeMember':
      case 'moveNumbering':
        return withOpen(({ replica, shards }) => runMemberCommand(replica, shards, command))
      case 'invite':
        return withOpen(({ replica }) => giveInvitation(replica, command))
      case 'withdrawInvitation':
        return withOpen(({ replica }) => withdrawInvitation(replica, command.id))
      case 'join':
      case 'cancelJoin':
        // Needs links, which only the host has.
        return problem('InviterNotReachable')
      case 'setTeamLink':
        if (!open) return problem('NoWorkspace')
        return setTeamLink(options.database, command.on)
      case 'answerPairing':
        return problem('NothingToAnswer')
    }
  }

  const withOpen = async <T>(
    work: (opened: Opened) => Promise<Result<T, CommandFailure>>,
  ): Promise<Result<T, CommandFailure>> => (open ? report(await work(open)) : problem('NoWorkspace'))

  const tellBug =
    options.report ?? ((error: unknown) => void Promise.reject(new Error('a bug', { cause: error })))
  const duties = (): Promise<Result<number, CommandFailure>> =>
    inTurn(() => withOpen(({ replica, shards }) => performDuties(replica, shards)))
  const dutyTimer = createDutyTimer(duties, options.dutyDelay ?? 3000, tellBug)

  const hasWorkspace = async (): Promise<boolean> =>
    open !== undefined || (await options.database.meta.get('workspace')) !== undefined
  const forget = async (): Promise<void> => {
    const closing = open
    open = undefined
    dutyTimer.stop()
    // Whoever listened, listened to this workspace.
    listeners.clear()
    await removeAll(options.database, closing)
  }
  const sampleStore: SampleStore = {
    database: options.database,
    now: options.now,
    pretend: (millis) => (pretended = millis),
    async begin(command) {
      const begun = await createWorkspace(command)
      return begun.ok ? ok({ unit: begun.value.unit, ...begun.value.opened }) : begun
    },
    forget,
    progress: options.sampleProgress ?? (() => undefined),
  }

  const createWorkspace = async (
    command: Omit<CreateWorkspace, 'type'>,
  ): Promise<
    Result<
      { readonly ids: CommandResults['createWorkspace']; readonly unit: RecordId; readonly opened: Opened },
      CommandFailure
    >
  > => {
    const replica = await beginWorkspace(clocked, options.cacheFor)
    const opened = use(replica)
    const { personId, organizationId, workspace, member } = replica
    const unitId = newRecordId('UNIT', replica.device.id)
    const first = await commit([
      { type: 'create', id: organizationId, recordType: 'organization', values: command.organization },
      {
        type: 'create',
        id: unitId,
        recordType: 'orgUnit',
        values: { ...command.unit, headPersonId: personId },
      },
      { type: 'create', id: personId, recordType: 'person', values: { ...command.person, unitId } },
    ])
    if (!first.ok) {
      // Nothing of a workspace without an organisation may stay behind: the person corrects the form and begins again.
      await forget()
      return first
    }
    if (command.passphrase !== undefined) {
      // If this fails the workspace stands all the same, and the notice about the passphrase with it.
      await sealRecoveryKey(options.database, command.passphrase, options.now())
    }
    return ok({ ids: { workspace, member, personId, organizationId }, unit: unitId, opened })
  }

  const receiveParcels = (parcels: readonly Parcel[]): Promise<Result<readonly Received[], NotSaved>> =>
    inTurn(async () => {
      if (!open)
        return ok(parcels.map(() => ({ type: 'refused' as const, reason: 'OtherWorkspace' as const })))
      const { replica, shards } = open
      const known = replica.log.heads().join()
      // A failure half-way left the rows of an earlier log; nothing goes on before they are mended.
      const mended = report(await followLog(replica, shards))
      if (!mended.ok) return mended
      const received = report(await receiveMany(replica, shards, parcels))
      if (received.ok && received.value.some(({ type }) => type === 'admitted'))
        await retryWaiting(replica, shards, tellBug)
      if (replica.log.heads().join() !== known) dutyTimer.later()
      return received
    })

  const openSeeded = async (): Promise<void> => {
    const replica = await openReplica(clocked, options.cacheFor)
    if (replica) use(replica)
  }
  const backups = createBackupDesk({
    database: options.database,
    now: options.now,
    opened: () => open,
    hasWorkspace,
    openSeeded,
    inTurn,
    receiveMany: receiveParcels,
    forget,
    progress: options.restoreProgress ?? (() => undefined),
  })
  const files = createFileDesk({
    replica: () => open?.replica,
    receiveMany: receiveParcels,
    progress: options.importProgress ?? (() => undefined),
  })
  /** What takes long takes its turns itself. */
  const start = (command: Command): Promise<Result<CommandResults[Command['type']], CommandFailure>> => {
    switch (command.type) {
      case 'attach':
        return attach(command)
      case 'makeBackup':
        return backups.make(command.passphrase)
      case 'restoreBackup':
        return backups.restore(command.file, command.passphrase)
      case 'exportFile':
        return files.write(command)
      case 'importFile':
        return files.read(command.file)
      default:
        return inTurn(() => run(command))
    }
  }

  return {
    open: () =>
      inTurn(async () => {
        await options.database.open()
        const replica = await openReplica(clocked, options.cacheFor)
        if (replica) use(replica)
        if ((await isHalfSample(options.database)) || (await isHalfRestored(options.database))) await forget()
        if (open) {
          // What was cut off half-way, in rows and in what is owed to others.
          report(await followLog(open.replica, open.shards))
          dutyTimer.later()
        }
        return open ? 'ready' : 'noWorkspace'
      }),
    execute: <C extends Command>(command: C) => start(command) as Promise<CommandResult<C>>,
    receive: async (bytes, keys = []) => {
      const received = await receiveParcels([{ envelope: bytes as Parcel['envelope'], keys }])
      return received.ok ? ok(received.value[0]!) : received
    },
    receiveMany: receiveParcels,
    enrolExtension: (extension) =>
      inTurn(async () =>
        open ? report(await enrolExtension(open.replica, open.shards, extension)) : problem('NoWorkspace'),
      ),
    bundleFor: (extension) =>
      inTurn(async () => (open ? buildBundle(open.replica, extension) : problem('NotPaired'))),
    rebuildOutdated: async (progress) => {
      if (!open) return
      const { replica } = open
      const outdated = await outdatedShards(replica)
      for (const [done, shard] of outdated.entries()) {
        progress(done, outdated.length)
        await inTurn(async () => {
          // Another workspace's shard of that name cannot be read with these keys: it would end up empty.
          if (open?.replica === replica) await rebuildShard(replica, shard)
        })
      }
      if (outdated.length > 0) progress(outdated.length, outdated.length)
    },
    performDuties: duties,
    replica: () => open?.replica,
    inviter: createInviterStore((work) => inTurn(() => work(open))),
    newcomer: createNewcomerStore(options, {
      turn: inTurn,
      hasWorkspace,
      opened: openSeeded,
    }),
    teamLink: async () => open !== undefined && teamLink(options.database),
    isSample: async () => open !== undefined && (await options.database.meta.get('sample')) !== undefined,
    onDurable: listeners.onDurable,
    onPolicyChange: listeners.onPolicyChange,
    close: () =>
      inTurn(async () => {
        dutyTimer.stop()
        await open?.shards.close()
        open = undefined
        options.database.close()
      }),
  }
}
