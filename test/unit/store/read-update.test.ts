import * as fc from 'fast-check'
import * as Y from 'yjs'
import { expect, test } from 'vitest'
import { runs } from '../../support/runs.ts'
import { readUpdate, rootName } from '../../../core/store/read-update.ts'

const client = 77
/** Milliseconds no reading takes unless a length out of the bytes was believed: those cost seconds or for ever. */
const stuck = 1000

function updatesOf(writes: readonly (readonly [string, unknown])[][]): Uint8Array[] {
  const doc = new Y.Doc()
  doc.clientID = client
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (const batch of writes)
    doc.transact(() => batch.forEach(([key, value]) => doc.getMap(rootName).set(key, value)))
  return updates
}

test('reads from every honest update exactly the keys and values Yjs wrote, and agrees with Yjs on the clocks', () => {
  const value = fc.jsonValue({ maxDepth: 3 })
  const batch = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', '鍵'), value), {
    minLength: 1,
    maxLength: 4,
    selector: ([key]) => key,
  })
  fc.assert(
    fc.property(fc.array(batch, { minLength: 1, maxLength: 6 }), (batches) => {
      for (const [index, update] of updatesOf(batches).entries()) {
        const read = readUpdate(update, client)
        expect(read.ok).toBe(true)
        if (!read.ok) continue
        expect(read.value.sets.map(({ value }) => value?.content)).toEqual(
          batches[index]!.map(([, content]) => content),
        )
        const structs = Y.decodeUpdate(update).structs
        expect(read.value.clock).toBe(structs[0]?.id.clock)
        expect(read.value.clockEnd).toBe(
          structs.reduce((end, struct) => Math.max(end, struct.id.clock + struct.length), 0),
        )
      }
    }),
    { numRuns: runs(300) },
  )
})

test('never throws, never loops and never takes foreign clients, whatever the bytes', () => {
  const [honest] = updatesOf([
    [
      ['a', { text: '內容', list: [1, 2, 3] }],
      ['b', true],
    ],
  ])
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(honest!.length - 1), fc.integer({ min: 0, max: 255 })), {
        minLength: 1,
        maxLength: 5,
      }),
      (changes) => {
        const bytes = honest!.slice()
        for (const [at, value] of changes) bytes[at] = value
        const began = performance.now()
        const read = readUpdate(bytes, client)
        expect(performance.now() - began).toBeLessThan(stuck)
        if (read.ok) expect(read.value.client).toBe(client)
      },
    ),
    { numRuns: runs(4000) },
  )
})

test.each([
  ['a count of structs that the bytes could not hold', [1, 0xff, 0xff, 0xff, 0xff, 0x7f, client, 0]],
  [
    'a count of values that the bytes could not hold',
    [
      1,
      1,
      client,
      0,
      0x28,
      1,
      7,
      ...'records'.split('').map((letter) => letter.charCodeAt(0)),
      1,
      97,
      0xff,
      0xff,
      0xff,
      0x7f,
    ],
  ],
  [
    'a run of deletions as long as an integer can say',
    [0, 1, client, 1, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
  ],
])('refuses %s at once', (_name, bytes) => {
  const began = performance.now()
  expect(readUpdate(new Uint8Array(bytes), client).ok).toBe(false)
  expect(performance.now() - began).toBeLessThan(stuck)
})
