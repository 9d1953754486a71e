import { until } from './actions.ts'
import type { Tab } from './browser.ts'

export interface SeededEvents {
  readonly count: number
  /** Milliseconds; the newest event is one hour older, the oldest `days` older. */
  readonly now: number
  readonly days: number
  /** Every so-manyth event was only logged; the others wait for review. */
  readonly loggedEach?: number
}

/**
 * Puts invented events where the store keeps its rows, as if an extension had delivered them, and opens the page
 * anew: thousands through a dialog would take an hour. Rules, sites, codes and kinds go round in turn.
 */
export async function seedEvents(app: Tab, events: SeededEvents): Promise<void> {
  await app.evaluate(putRows, events)
  await app.reload()
  await until(app, () => document.querySelector('nav') !== null || undefined, null, 'the navigation', 20_000)
}

async function putRows({ count, now, days, loggedEach = 0 }: SeededEvents): Promise<void> {
  const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const base32 = (value: number, length: number): string => {
    let text = ''
    for (let left = value, place = 0; place < length; place++, left = Math.floor(left / 32))
      text = (digits[left % 32] ?? '0') + text
    return text
  }
  const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T
  const rules = ['PD-01', 'PD-01', 'CI-01', 'PD-01', 'CI-01']
  const sites = ['drive.example', 'transfer.example', 'webmail.example', 'chat.example', 'forms.example', 'notes.example', 'share.example'] // prettier-ignore
  const categories = ['cloud', 'transfer', 'mail', 'genai', 'other']
  const actions = ['justify', 'block', 'warn']
  const by = { device: '0'.repeat(32), member: 'MEM-01ARZ3NDEKTSV4RRFFQ69G5FAV' }
  const name = (await indexedDB.databases()).find((one) => one.name?.startsWith('countersign'))?.name
  if (name === undefined) throw new Error('no store yet')
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('not opened'))
  })
  const step = (days * 86_400_000) / Math.max(1, count)
  const transaction = database.transaction('records', 'readwrite')
  for (let index = 0; index < count; index++) {
    const at = Math.round(now - 3_600_000 - index * step)
    const id = `WEB-${base32(at, 10)}00000000${base32(index, 8)}`
    const logged = loggedEach > 0 && index % loggedEach === loggedEach - 1
    transaction.objectStore('records').put({
      id,
      type: 'webEvent',
      compartment: 'guard',
      shard: 'guard.events',
      state: 'recorded',
      title: pick(rules, index),
      values: {
        eventId: id.slice(4),
        at: new Date(at).toISOString(),
        ruleId: pick(rules, index),
        ruleVersion: 1,
        action: logged ? 'log' : pick(actions, index),
        host: pick(sites, index),
        category: pick(categories, index),
        direction: 'upload',
        fileMeta: { fileExtension: 'xlsx', sizeBucket: '<1MB' },
        dataClasses: index % 5 === 2 ? [] : ['nationalId', 'mobile'],
        hitCountBucket: pick(['2-9', '10-99'], index),
        userDecision: pick(['cancel', 'proceed', 'override'], index),
        deviceProfileId: `P-${base32(1024 + (index % 23), 4)}`,
        furtherRules: [],
        policyVersion: 'seeded',
      },
      createdAt: at,
      createdBy: by,
      updatedAt: at,
      updatedBy: by,
      draft: false,
      conflicts: {},
      refs: [],
      reached: { recorded: { at, by } },
    })
  }
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onerror = () => reject(transaction.error ?? new Error('not written'))
  })
  database.close()
}
