import { sha256, toHex } from '../model/bytes.ts'
import type { Database, WaitingRow } from './database.ts'

/**
 * Envelopes whose past has not arrived. Bounded, since a flood of early ones must not fill the disk; what does not fit
 * is taken from whoever holds most of it, so that nobody's flood keeps others out.
 */
export interface WaitingRoom {
  /** Keeps an envelope, and lets others go where there is no room: their sender offers them again. */
  readonly put: (row: Omit<WaitingRow, 'hash' | 'size'>) => Promise<void>
  readonly delete: (row: Pick<WaitingRow, 'hash' | 'size' | 'needs' | 'share'>) => Promise<void>
  /** What is waited for, and whose envelopes wait; as it is when asked. */
  readonly needs: () => readonly string[]
  readonly shares: () => readonly string[]
  /** Rows that wait for this, or of a share, each read only when it is asked for. */
  readonly each: (which: { readonly needs: string } | { readonly share: string }) => AsyncIterable<WaitingRow>
}

export interface WaitingLimits {
  readonly envelopes: number
  readonly bytes: number
}

export const waitingLimits: WaitingLimits = { envelopes: 10_000, bytes: 128 * 1024 * 1024 }

interface Held {
  envelopes: number
  bytes: number
}

/** Counts once what waits already; from then on it is the only writer. */
export async function createWaitingRoom(
  database: Pick<Database, 'waiting'>,
  limits = waitingLimits,
): Promise<WaitingRoom> {
  const { waiting } = database
  const all: Held = { envelopes: 0, bytes: 0 }
  const shares = new Map<string, Held>()
  const needs = new Map<string, number>()
  const count = (share: string, need: string, envelopes: number, bytes: number): void => {
    const held = shares.get(share) ?? { envelopes: 0, bytes: 0 }
    for (const sum of [all, held]) {
      sum.envelopes += envelopes
      sum.bytes += bytes
    }
    if (held.envelopes > 0) shares.set(share, held)
    else shares.delete(share)
    const left = (needs.get(need) ?? 0) + envelopes
    if (left > 0) needs.set(need, left)
    else needs.delete(need)
  }
  const places = (await waiting.orderBy('[share+size+needs]').keys()) as unknown as [string, number, string][]
  for (const [share, size, need] of places) count(share, need, 1, size)

  const remove = async ({ hash, size, needs: need, share }: Parameters<WaitingRoom['delete']>[0]) => {
    if (!(await waiting.get(hash))) return
    await waiting.delete(hash)
    count(share, need, -1, -size)
  }
  const furthest = (share: string): Promise<WaitingRow | undefined> =>
    waiting.where('[share+sequence]').between([share, -Infinity], [share, Infinity]).last()

  /** The share with most of what there is too little of. */
  const greatest = (measure: keyof Held, newcomer: string, size: number): string => {
    const of = (share: string): number =>
      (shares.get(share)?.[measure] ?? 0) + (share === newcomer ? (measure === 'bytes' ? size : 1) : 0)
    return [...shares.keys()].reduce((most, share) => (of(share) > of(most) ? share : most), newcomer)
  }

  return {
    async put(row) {
      const size = row.bytes.length
      const hash = toHex(await sha256(row.bytes))
      const known = await waiting.get(hash)
      if (size > limits.bytes || known?.needs === row.needs) return
      // It waits for something else by now.
      if (known) await remove(known)
      for (;;) {
        const measure =
          all.envelopes + 1 > limits.envelopes
            ? 'envelopes'
            : all.bytes + size > limits.bytes
              ? 'bytes'
              : undefined
        if (!measure) break
        const share = greatest(measure, row.share, size)
        const last = await furthest(share)
        // Its own share is the greatest and it is the last anyone will need of it.
        if (!last || (share === row.share && last.sequence <= row.sequence)) return
        await remove(last)
      }
      await waiting.put({ ...row, hash, size })
      count(row.share, row.needs, 1, size)
    },
    delete: remove,
    needs: () => [...needs.keys()],
    shares: () => [...shares.keys()],
    async *each(which) {
      const [index, value] = 'needs' in which ? ['[needs+hash]', which.needs] : ['[share+hash]', which.share]
      let after = ''
      for (;;) {
        const row = await waiting
          .where(index)
          .between([value, after], [value, '\uffff'], false, false)
          .first()
        if (!row) return
        yield row
        after = row.hash
      }
    },
  }
}
