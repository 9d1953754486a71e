import { newRecordId, type DeviceId, type RecordId } from '../../core/model/ids.ts'

/** Some device; for tests in which it does not matter who made a record. */
export const someDevice = '0'.repeat(32) as DeviceId

/** An id made by some device. The store takes only ids of its own device: see `ownId` beside the test store. */
export const anId = (prefix: string): RecordId => newRecordId(prefix, someDevice)
