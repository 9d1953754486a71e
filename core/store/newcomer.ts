import { createDevice, type Device } from '../journal/device.ts'
import { createKeyring } from '../members/keyring.ts'
import type { Grant } from '../members/operations.ts'
import type { MemberId, RecordId, WorkspaceId } from '../model/ids.ts'
import { ok, problem, type Result } from '../model/result.ts'
import type { CommandFailure } from './commands.ts'
import type { Database, MetaRow } from './database.ts'
import { storageFault } from './durable-commit.ts'

/** What whoever invited this device told it once it was in the log. */
export interface Seed {
  readonly workspace: WorkspaceId
  readonly device: Device
  readonly member: MemberId
  readonly person: RecordId
  readonly organization: RecordId
  readonly grants: readonly Grant[]
}

/**
 * Keys made for answering one invitation. Kept before a word is said: if the answer is cut off after the inviter wrote
 * this device into the log, the same keys may ask again.
 */
export async function newcomerDevice(
  database: Database,
  invitation: string,
): Promise<Result<Device, CommandFailure>> {
  const known = await database.meta.get('joining')
  if (known?.key === 'joining' && known.invitation === invitation) return ok(known.device)
  const device = await createDevice()
  try {
    await putMeta(database, [{ key: 'joining', invitation, device }])
    return ok(device)
  } catch (error) {
    return problem('NotSaved', { why: storageFault(error) })
  }
}

/**
 * Puts down what opens an empty workspace: its id, this device, the keys of its log. One transaction, so that there is
 * nothing, or a workspace that goes on; the log and everything else come in sessions, held against the workspace's id.
 */
export async function seedWorkspace(
  database: Database,
  { workspace, device, member, person, organization, grants }: Seed,
  now: number,
  /** Kept beside it; by default those of a workspace that was joined. */
  marks: readonly MetaRow[] = [
    { key: 'receiving', since: now },
    // The person asked to join: without colleagues' browsers nothing would come.
    { key: 'team', on: true },
  ],
): Promise<Result<null, CommandFailure>> {
  const keyring = createKeyring(workspace, device)
  const opened: Grant[] = []
  for (const grant of grants) if (await keyring.accept(grant)) opened.push(grant)
  if (keyring.latestEpoch('members') === undefined) return problem('NotTheInviter')
  try {
    await database.transaction('rw', [database.meta, database.keyring], async () => {
      await database.keyring.bulkPut(opened.map(({ to: _to, ...row }) => row))
      await database.meta.delete('joining')
      await putMeta(database, [
        {
          key: 'workspace',
          id: workspace,
          member,
          personId: person,
          organizationId: organization,
          createdAt: now,
        },
        { key: 'device', device },
        ...marks,
      ])
    })
    return ok(null)
  } catch (error) {
    return problem('NotSaved', { why: storageFault(error) })
  }
}

/** Dexie's own type of what may be put loses the union. */
export const putMeta = (database: Database, rows: readonly MetaRow[]) => database.meta.bulkPut([...rows])
