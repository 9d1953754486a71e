import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import * as Y from 'yjs'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ShardId, WorkspaceId } from '../../core/model/ids.ts'
import { indexedDbShardCache, noShardCache, type ShardCache } from '../../core/store/shard-cache.ts'

const shard = 'isms.audit.0' as ShardId

/** What every cache must do. Whether it remembers is its own affair: the journal never relies on it. */
const caches: readonly (readonly [string, () => ShardCache, boolean])[] = [
  ['IndexedDB', () => indexedDbShardCache('a'.repeat(64) as WorkspaceId), true],
  ['none', () => noShardCache, false],
]

describe.each(caches)('a shard cache in %s', (_name, open, remembers) => {
  beforeEach(() => {
    vi.stubGlobal('indexedDB', new IDBFactory())
    vi.stubGlobal('IDBKeyRange', IDBKeyRange)
  })
  afterEach(() => vi.unstubAllGlobals())

  const written = async (cache: ShardCache) => {
    const doc = new Y.Doc()
    const attached = await cache.attach(shard, doc)
    doc.getMap('records').set('key', '內容')
    return attached
  }
  const found = async (cache: ShardCache) => {
    const doc = new Y.Doc()
    const attached = await cache.attach(shard, doc)
    const value = doc.getMap('records').get('key')
    await attached.detach()
    return value
  }

  test('gives back what was in it, or nothing, and never something else', async () => {
    const cache = open()
    await (await written(cache)).detach()
    expect(await found(cache)).toBe(remembers ? '內容' : undefined)
  })

  test('forgets when told to', async () => {
    const cache = open()
    await (await written(cache)).discard()
    expect(await found(cache)).toBeUndefined()
  })

  test('keeps nothing more once detached', async () => {
    const cache = open()
    const doc = new Y.Doc()
    const attached = await cache.attach(shard, doc)
    await attached.detach()
    doc.getMap('records').set('key', '之後')
    expect(await found(cache)).toBeUndefined()
  })
})
