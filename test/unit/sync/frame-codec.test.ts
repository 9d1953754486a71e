import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concat, utf8 } from '../../../core/model/bytes.ts'
import { decodeFrame, encodeFrame } from '../../../core/sync/frame-codec.ts'
import { createAssembler, cutFrame, pieceBytes } from '../../../core/sync/frame-pieces.ts'
import { maxFrameBytes } from '../../../core/sync/link.ts'
import { unwrap } from '../../../core/model/result.ts'
import { runs } from '../../support/runs.ts'

const bytes = fc.uint8Array({ maxLength: 300 })
const key = fc.string({ maxLength: 8 }).filter((name) => !name.startsWith('\0') && name !== '__proto__')
const { frame } = fc.letrec((tie) => ({
  frame: fc.oneof(
    { maxDepth: 4 },
    bytes,
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('frame'), { maxLength: 5 }),
    fc.dictionary(key, tie('frame'), { maxKeys: 5, noNullPrototype: true }),
  ),
}))

/** A frame as some other program might write it: parts, JSON. */
const written = (json: string, ...parts: readonly Uint8Array[]) => {
  const text = utf8(json)
  const head = new DataView(new ArrayBuffer(8 + parts.length * 4))
  head.setUint32(0, parts.length)
  head.setUint32(4, text.length)
  parts.forEach((part, index) => head.setUint32(8 + index * 4, part.length))
  return concat(new Uint8Array(head.buffer), text, ...parts)
}

describe('a frame as bytes', () => {
  test('comes back as it was, bytes anywhere in it', () => {
    fc.assert(
      fc.property(frame, (value) => {
        expect(unwrap(decodeFrame(encodeFrame(value)))).toEqual(value)
      }),
      { numRuns: runs(300) },
    )
    expect(unwrap(decodeFrame(encodeFrame({ type: 'ack', gone: undefined })))).toEqual({ type: 'ack' })
  })

  test('is put together again however the wire cut and joined the pieces', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 2000 }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(3000), { minLength: 1 }),
        (frames, cuts) => {
          const wire = concat(...frames.flatMap(cutFrame))
          const assemble = createAssembler()
          const heard = []
          for (let at = 0, turn = 0; at < wire.length; turn++) {
            const size = 1 + (cuts[turn % cuts.length] ?? 0)
            heard.push(...(assemble(wire.subarray(at, at + size)) ?? []))
            at += size
          }
          expect(heard).toEqual(frames)
        },
      ),
      { numRuns: runs(200) },
    )
    expect(cutFrame(new Uint8Array(maxFrameBytes)).every(({ length }) => length <= pieceBytes)).toBe(true)
  })

  test('hostile bytes are refused, never thrown at the reader', () => {
    fc.assert(
      fc.property(frame, fc.nat(), fc.integer({ min: 1, max: 255 }), (value, place, change) => {
        const forged = encodeFrame(value).slice()
        forged[place % forged.length]! ^= change
        decodeFrame(forged)
        decodeFrame(forged.subarray(0, place % forged.length))
      }),
      { numRuns: runs(300) },
    )
    const one = new Uint8Array([1])
    for (const [what, forged] of [
      ['a part twice', written('[{"\\u0000":0},{"\\u0000":0}]', one)],
      ['a part not sent', written('[{"\\u0000":0},{"\\u0000":1}]', one)],
      ['a part nobody names', written('[]', one)],
      ['parts out of turn', written('[{"\\u0000":1},{"\\u0000":0}]', one, one)],
      ['more beside a mark', written('{"\\u0000":0,"a":1}', one)],
      ['a mark behind another key', written('{"a":1,"\\u0000":0}', one)],
      ['a prototype', written('{"__proto__":{"admin":true}}')],
      ['depth', written('['.repeat(100_000) + ']'.repeat(100_000))],
      ['no JSON', written('{')],
      ['no UTF-8', concat(written('""').subarray(0, 8), new Uint8Array([0xc3, 0x28]))],
      ['more parts than bytes', new Uint8Array([255, 255, 255, 255, 0, 0, 0, 1, 0])],
      ['bytes left over', concat(written('1'), one)],
      ['too large', new Uint8Array(maxFrameBytes + 1)],
    ] as const)
      expect(decodeFrame(forged), what).toMatchObject({ ok: false })
    for (const length of [0, maxFrameBytes + 1, 0xffffffff]) {
      const prefix = new DataView(new ArrayBuffer(4))
      prefix.setUint32(0, length)
      expect(createAssembler()(new Uint8Array(prefix.buffer))).toBeUndefined()
    }
  })

  test('what is no plain data is a bug of the sender, and said at once', () => {
    for (const value of [new Map(), 1n, Number.NaN, { '\0': 1 }, new Date(0), new Uint8Array(maxFrameBytes)])
      expect(() => encodeFrame(value)).toThrow()
  })
})
