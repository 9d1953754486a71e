import { canonicalBytes } from '../../model/canonical-json.ts'
import { concat, equalBytes, fromUtf8, randomBytes, toHex, utf8, type Bytes } from '../../model/bytes.ts'
import { isDeviceId, isMemberId, isRecordId, isWorkspaceId } from '../../model/ids.ts'
import { ok, problem, type Result } from '../../model/result.ts'
import { parse, shape, type ShapeOf } from '../../model/shape.ts'
import type { BackupFault } from '../commands.ts'
import { writeFile } from '../file/write-file.ts'
import { passphraseKey } from '../passphrase.ts'
import type { Replica } from '../replica.ts'
import { backupKeysShape, packKeys } from './backup-keys.ts'
import { DamagedSegment, openSegments, sealSegments } from './sealed-stream.ts'

/** First bytes of a backup: name and format version. Then the passphrase's salt; the rest is sealed. */
export const backupMagic = utf8('countersign/backup/1\n')
const saltBytes = 16
/** Bytes: keys of two thousand members, and then some. */
const maxHeadBytes = 64 * 1024 * 1024

const hex = shape.string().regex(/^[0-9a-f]*$/)

/** What a backup says before the journal: whose it is, and the keys that open it. */
const backupHeadShape = shape.strictObject({
  version: shape.literal(1),
  workspace: shape.string().refine(isWorkspaceId),
  member: shape.string().refine(isMemberId),
  person: shape.string().refine(isRecordId),
  organization: shape.string().refine(isRecordId),
  /** The device that made it. */
  device: shape.string().refine(isDeviceId),
  /** Milliseconds since 1970, by its clock. */
  time: shape.int().min(0),
  keys: backupKeysShape,
  /** The recovery key as that device keeps it, sealed once more under the same passphrase; only the founder has one. */
  recovery: shape.strictObject({ salt: hex.max(64), nonce: hex.max(64), bytes: hex.max(1024) }).optional(),
})
export type BackupHead = ShapeOf<typeof backupHeadShape>

/**
 * Everything this device holds and the keys to it, sealed under a passphrase, piece by piece. What becomes durable
 * while it is written is left for the next one.
 */
export async function* writeBackup(
  replica: Replica,
  passphrase: string,
): AsyncGenerator<Bytes, void, undefined> {
  const salt = randomBytes(saltBytes)
  yield concat(backupMagic, salt)
  yield* sealSegments(contents(replica), await passphraseKey(passphrase, salt))
}

async function* contents(replica: Replica): AsyncGenerator<Bytes, void, undefined> {
  const membership = replica.log.now()
  if (!membership) throw new Error('a workspace without its log')
  const recovery = await replica.database.meta.get('recovery')
  const sealed = recovery?.key === 'recovery' ? recovery.sealed : undefined
  const head: BackupHead = {
    version: 1,
    workspace: replica.workspace,
    member: replica.member,
    person: replica.personId,
    organization: replica.organizationId,
    device: replica.device.id,
    time: replica.now(),
    keys: await packKeys(replica.keyring, membership),
    ...(sealed && { recovery: { ...sealed, bytes: toHex(sealed.bytes) } }),
  }
  const bytes = canonicalBytes(head)
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, bytes.length)
  yield concat(length, bytes)
  yield* writeFile(replica, { what: { type: 'everything' }, chunks: true })
}

/** Opens a backup. `journal` is a `.countersign` file; reading it throws `DamagedSegment` where it was changed. */
export async function openBackup(
  parts: AsyncIterable<Uint8Array>,
  passphrase: string,
): Promise<Result<{ readonly head: BackupHead; readonly journal: AsyncIterable<Bytes> }, BackupFault>> {
  const sealed = reader(parts)
  const begin = await sealed.take(backupMagic.length + saltBytes)
  if (!begin || !equalBytes(begin.subarray(0, backupMagic.length), backupMagic)) {
    const stem = backupMagic.subarray(0, backupMagic.length - 2)
    const isOurs = begin && equalBytes(begin.subarray(0, stem.length), stem)
    return problem(isOurs ? 'OtherVersion' : 'NotABackup')
  }
  const key = await passphraseKey(passphrase, begin.slice(backupMagic.length))
  const plain = reader(openSegments(sealed.rest(), key))
  try {
    const length = await plain.take(4)
    const size = length && new DataView(length.buffer).getUint32(0)
    const bytes = size !== undefined && size <= maxHeadBytes ? await plain.take(size) : undefined
    const head = bytes && parse(backupHeadShape, json(bytes))
    if (!head) return problem('DamagedBackup')
    return head.ok ? ok({ head: head.value, journal: plain.rest() }) : problem('OtherVersion')
  } catch (error) {
    if (!(error instanceof DamagedSegment)) throw error
    return problem(error.after === 0 ? 'WrongPassphrase' : 'DamagedBackup')
  }
}

/** Takes exactly so many bytes from the beginning, then hands on what is left. */
function reader(parts: AsyncIterable<Uint8Array>) {
  const iterator = parts[Symbol.asyncIterator]()
  let held: Uint8Array = new Uint8Array()
  return {
    async take(length: number): Promise<Bytes | undefined> {
      const taken: Uint8Array[] = [held]
      let size = held.length
      while (size < length) {
        const next = await iterator.next()
        if (next.done) return undefined
        taken.push(next.value)
        size += next.value.length
      }
      const whole = concat(...taken)
      held = whole.subarray(length)
      return whole.slice(0, length)
    },
    async *rest(): AsyncGenerator<Bytes, void, undefined> {
      if (held.length > 0) yield held as Bytes
      for (let next = await iterator.next(); !next.done; next = await iterator.next())
        yield next.value as Bytes
    },
  }
}

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes))
  } catch {
    // Refused by its shape.
    return undefined
  }
}
