import type { RecordId } from '../../core/model/ids.ts'
import type {
  DeviceRow,
  HistoryRow,
  MemberRow,
  QuarantineRow,
  RecordRow,
} from '../../core/projections/rows.ts'

/** What screens read from the projection; `core/store/queries.ts` answers. Each may run inside a live query. */
export interface Queries {
  readonly recordById: (id: RecordId) => Promise<RecordRow | undefined>
  /** Newest first. */
  readonly recordsOf: (
    type: string,
    options?: { readonly state?: string; readonly limit?: number; readonly offset?: number },
  ) => Promise<readonly RecordRow[]>
  readonly countOf: (type: string, options?: { readonly state?: string }) => Promise<number>
  readonly recordsNaming: (id: RecordId) => Promise<readonly RecordRow[]>
  readonly historyOf: (id: RecordId) => Promise<readonly HistoryRow[]>
  /** Records whose title holds the text anywhere; Han needs no word boundary. */
  readonly search: (text: string, limit: number) => Promise<readonly RecordRow[]>
  readonly devices: () => Promise<readonly DeviceRow[]>
  readonly members: () => Promise<readonly MemberRow[]>
  readonly quarantine: () => Promise<readonly QuarantineRow[]>
  readonly health: () => Promise<StoreHealth>
}

export interface StoreHealth {
  /** Envelopes in the journal of this device. */
  readonly envelopes: number
  /** Whether the recovery key is wrapped by a passphrase yet. */
  readonly passphraseSet: boolean
}
