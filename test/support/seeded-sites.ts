import { until } from './actions.ts'
import type { Tab } from './browser.ts'

/** A host of the organisation's own, or one on a list of this category that came into force. */
export interface SeededSite {
  readonly host: string
  readonly as: 'own' | 'piracy' | 'crack' | 'phishing' | 'media' | 'dangerousProduct' | 'watermark'
}

/** Puts decisions in force where the store keeps its rows: three people's signatures would take a minute each. */
export async function seedSites(app: Tab, sites: readonly SeededSite[]): Promise<void> {
  await app.evaluate(putRows, sites)
  await app.reload()
  await until(app, () => document.querySelector('nav') !== null || undefined, null, 'the navigation', 20_000)
}

async function putRows(sites: readonly SeededSite[]): Promise<void> {
  const by = { device: '0'.repeat(32), member: 'MEM-01ARZ3NDEKTSV4RRFFQ69G5FAV' }
  const name = (await indexedDB.databases()).find((one) => one.name?.startsWith('countersign'))?.name
  if (name === undefined) throw new Error('no store yet')
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('not opened'))
  })
  const transaction = database.transaction('records', 'readwrite')
  const at = Date.now() - 3_600_000
  sites.forEach(({ host, as }, index) => {
    const own = as === 'own'
    transaction.objectStore('records').put({
      id: `${own ? 'SIT' : 'SLI'}-01ARZ3NDEKTSV4RRFFQ69G5F${String(index).padStart(2, '0')}`,
      type: own ? 'siteRegister' : 'siteList',
      compartment: 'policy',
      shard: 'policy.0',
      state: own ? 'approved' : 'effective',
      title: host,
      values: own
        ? {
            host,
            name: host,
            own: true,
            category: 'other',
            dataLocation: 'tw',
            allowedDataClasses: ['personal'],
            validUntil: new Date(Date.now() + 200 * 86_400_000).toISOString().slice(0, 10),
          }
        : { name: host, category: as, origin: 'own', verification: 'verified', hosts: host },
      createdAt: at,
      createdBy: by,
      updatedAt: at,
      updatedBy: by,
      draft: false,
      conflicts: {},
      refs: [],
      reached: {},
    })
  })
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onerror = () => reject(transaction.error ?? new Error('not written'))
  })
  database.close()
}
