import { newRecordId, type RecordId } from '../../core/model/ids.ts'
import type { StoreClient } from './store.ts'

/** Makes the id of a record with this prefix. */
export type NewId = (prefix: string) => RecordId

/** Ids of records this device begins. Only screens of an open workspace make any; elsewhere it throws. */
export const newIdBy =
  (client: Pick<StoreClient, 'status'>): NewId =>
  (prefix) => {
    const { device } = client.status.current
    if (device === undefined) throw new Error('a record was begun before a workspace was open')
    return newRecordId(prefix, device)
  }
