import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { importContentKey } from '../../../../core/journal/envelope.ts'
import { concat, randomBytes } from '../../../../core/model/bytes.ts'
import {
  DamagedSegment,
  openSegments,
  sealSegments,
  segmentBytes,
} from '../../../../core/store/backup/sealed-stream.ts'

const key = await importContentKey(randomBytes(32))

async function* parts(...given: Uint8Array[]) {
  yield* given
}
async function whole(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const collected: Uint8Array[] = []
  for await (const part of stream) collected.push(part)
  return concat(...collected)
}
const sealedOf = (...given: Uint8Array[]) => whole(sealSegments(parts(...given), key))
/** How many segments came before the one that did not open. */
const brokenAfter = (sealed: Uint8Array): Promise<unknown> =>
  whole(openSegments(parts(sealed), key)).then(
    () => 'opened',
    (error: unknown) => (error instanceof DamagedSegment ? error.after : error),
  )
/** Bytes that differ from place to place. */
const pattern = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8)) & 255)

describe('a stream sealed in segments', () => {
  test.each([0, 1, segmentBytes - 1, segmentBytes, segmentBytes + 1, 2 * segmentBytes])(
    'comes back byte for byte at %i bytes',
    async (length) => {
      const plain = pattern(length)
      const opened = await whole(openSegments(parts(await sealedOf(plain)), key))
      expect(Buffer.compare(opened, plain)).toBe(0)
    },
  )

  test('may be written and read in pieces of any length', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 8 }),
        async (written, cuts) => {
          const sealed = await sealedOf(...written)
          const read: Uint8Array[] = []
          for (let at = 0, turn = 0; at < sealed.length; turn++) {
            const cut = cuts[turn % cuts.length]!
            read.push(sealed.subarray(at, at + cut))
            at += cut
          }
          expect(await whole(openSegments(parts(...read), key))).toEqual(concat(...written))
        },
      ),
    )
  })

  test('does not open when segments are cut off, left out, doubled or exchanged', async () => {
    const piece = segmentBytes + 16
    const sealed = await sealedOf(pattern(2 * segmentBytes + 7))
    const [first, second, third] = [0, 1, 2].map((at) => sealed.slice(at * piece, (at + 1) * piece))
    expect(await brokenAfter(concat(first!, second!))).toBe(1)
    expect(await brokenAfter(first!)).toBe(0)
    expect(await brokenAfter(concat(first!, third!))).toBe(1)
    expect(await brokenAfter(concat(second!, first!, third!))).toBe(0)
    expect(await brokenAfter(concat(first!, second!, third!, third!))).toBe(2)
    expect(await brokenAfter(sealed.slice(0, -1))).toBe(2)
  })

  test('does not open with any byte changed', async () => {
    const sealed = await sealedOf(pattern(64))
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: sealed.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, flip) => {
          const changed = sealed.slice()
          changed[at]! ^= flip
          expect(await brokenAfter(changed)).toBe(0)
        },
      ),
    )
  })
})
