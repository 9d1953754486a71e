import { recordType, typeOfPrefix } from '../../core/records/index.ts'
import { libraryValues } from '../../core/records/library-entries.ts'
import { openDatabase } from '../../core/store/database.ts'
import { databaseName } from '../../core/store/database-name.ts'
import { indexedDbShardCache } from '../../core/store/shard-cache.ts'
import { createStore } from '../../core/store/store.ts'
import { runHost } from './host.ts'
import { broadcastChannel, hostChannel, type FromWorker, type ToWorker } from './protocol.ts'

const tell = (message: FromWorker): void => self.postMessage(message)
let hear: ((message: ToWorker) => void) | undefined

/** The worker that owns the store; started by the one tab that holds the lock. */
self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'start') start(data)
  else hear?.(data)
}

function start({ stamp }: Extract<ToWorker, { type: 'start' }>): void {
  const now = () => Date.now()
  runHost({
    channel: broadcastChannel(hostChannel),
    stamp,
    now,
    createStore: (saved, sampleProgress, reading) =>
      createStore({
        database: openDatabase({ name: databaseName }),
        types: { byKey: recordType, byPrefix: typeOfPrefix, library: libraryValues },
        now,
        cacheFor: indexedDbShardCache,
        saved,
        sampleProgress,
        restoreProgress: (done, all) => reading('restoring', done, all),
        importProgress: (done, all) => reading('importing', done, all),
        async room() {
          const { quota, usage } = await navigator.storage.estimate()
          return quota === undefined || usage === undefined ? undefined : quota - usage
        },
      }),
    // eslint-disable-next-line no-console -- the one reporter of this worker: bugs show in the browser's tools, and nowhere else
    report: (error) => console.error(error),
    released: () => tell({ type: 'released' }),
    window: { tell, listen: (listener) => (hear = listener) },
  })
}
