import type { Bytes } from '../model/bytes.ts'
import type { DeviceId } from '../model/ids.ts'
import { ok, problem, type Result } from '../model/result.ts'
import { chunkFor, chunksLacking, takeChunk } from '../store/attachments/carry-chunks.ts'
import type { Replica } from '../store/replica.ts'
import type { Link } from './link.ts'
import type { PeerConversation } from './peer-handshake.ts'

/** Chunks asked for at once: two mebibytes under way. */
const group = 8

export type ChunkFault = {
  readonly type: 'UnexpectedFrame' | 'ChunkDamaged' | 'NotSaved'
  readonly detail?: Readonly<Record<string, string | number>>
}

/** Chunks of attached files, both ways: on demand, checked by name, and those that came stay whatever happens next. */
export interface ChunkDesk {
  /** Asks the other device for what is not here; resolves with the names still missing. `progress` counts chunks. */
  readonly bring: (
    digests: readonly string[],
    progress?: (done: number, all: number) => void,
  ) => Promise<readonly string[]>
  readonly serve: (digests: readonly string[]) => Promise<void>
  readonly arrived: (digest: string, bytes: Bytes | undefined) => Promise<Result<null, ChunkFault>>
  /** Nothing more will come. */
  readonly close: () => void
}

export function createChunkDesk(
  replica: Replica,
  peer: DeviceId,
  conversation: Pick<PeerConversation, 'say'>,
  link: Pick<Link, 'drained'>,
): ChunkDesk {
  /** What was asked for, in the order the answers come. */
  const expected: { readonly digest: string; readonly done: () => void }[] = []
  let open = true
  let last: Promise<unknown> = Promise.resolve()

  const bringNow: ChunkDesk['bring'] = async (digests, progress) => {
    const lacking = await chunksLacking(replica, digests)
    for (let at = 0; at < lacking.length && open; at += group) {
      const asked = lacking.slice(at, at + group)
      const answered = asked.map(
        (digest) => new Promise<void>((resolve) => expected.push({ digest, done: resolve })),
      )
      conversation.say({ type: 'wantChunks', digests: asked })
      await Promise.all(answered)
      progress?.(Math.min(at + group, lacking.length), lacking.length)
    }
    return chunksLacking(replica, digests)
  }

  return {
    bring(digests, progress) {
      const turn = last.then(() => bringNow(digests, progress))
      last = turn.catch(() => undefined)
      return turn
    },
    async serve(digests) {
      for (const digest of digests) {
        const bytes = await chunkFor(replica, peer, digest)
        await link.drained?.()
        conversation.say({ type: 'chunk', digest, ...(bytes ? { bytes } : {}) })
      }
    },
    async arrived(digest, bytes) {
      const next = expected.shift()
      if (next?.digest !== digest) return problem('UnexpectedFrame')
      try {
        if (!bytes) return ok(null)
        const taken = await takeChunk(replica, digest, bytes)
        return taken.ok ? ok(null) : taken
      } finally {
        next.done()
      }
    },
    close() {
      open = false
      for (const { done } of expected.splice(0)) done()
    },
  }
}
