import type { Database, WaitingRow } from './database.ts'

/** Envelopes whose past has not arrived. Bounded, since a flood of early ones must not fill the disk. */
export interface WaitingRoom {
  /** Keeps an envelope, or not if there is no room: its sender offers it again. */
  readonly put: (row: Omit<WaitingRow, 'size'>) => Promise<void>
  readonly delete: (row: Pick<WaitingRow, 'hash' | 'size'>) => Promise<void>
  /** One after the other, each read only when it is asked for; what is added or deleted meanwhile does no harm. */
  readonly each: () => AsyncIterable<WaitingRow>
}

export interface WaitingLimits {
  readonly envelopes: number
  readonly bytes: number
}

export const waitingLimits: WaitingLimits = { envelopes: 10_000, bytes: 128 * 1024 * 1024 }

/** Counts once what waits already; from then on it is the only writer. */
export async function createWaitingRoom(
  database: Pick<Database, 'waiting'>,
  limits = waitingLimits,
): Promise<WaitingRoom> {
  const { waiting } = database
  const sizes = (await waiting.orderBy('size').keys()) as unknown as number[]
  let envelopes = sizes.length
  let bytes = sizes.reduce((sum, size) => sum + size, 0)
  return {
    async put(row) {
      const size = row.bytes.length
      if (await waiting.get(row.hash)) return
      if (envelopes + 1 > limits.envelopes || bytes + size > limits.bytes) return
      await waiting.put({ ...row, size })
      envelopes += 1
      bytes += size
    },
    async delete({ hash, size }) {
      await waiting.delete(hash)
      envelopes -= 1
      bytes -= size
    },
    async *each() {
      let after = ''
      for (;;) {
        const row = await waiting.where('hash').above(after).first()
        if (!row) return
        yield row
        after = row.hash
      }
    },
  }
}
