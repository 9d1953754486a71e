import fc from 'fast-check'
import { expect, test } from 'vitest'
import { frameToText, textToFrame } from '../../../extension/bridge/frame-text.ts'

const bytes = fc.uint8Array({ maxLength: 2000 }).map((array) => new Uint8Array(array))
const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), bytes)
const frame = fc.oneof(
  leaf,
  fc.array(leaf),
  fc.dictionary(
    fc.string().filter((key) => key !== '__proto__'),
    leaf,
  ),
)

test('a frame crosses the bridge as it was, bytes included, whatever the browser does to messages', () => {
  fc.assert(
    fc.property(frame, (given) => {
      // What Chromium before 148 does to every message on the way.
      const text = JSON.parse(JSON.stringify(frameToText(given))) as unknown
      expect(textToFrame(text)?.frame).toEqual(given)
    }),
  )
})

test('bytes larger than a call can take as arguments cross too', () => {
  const large = new Uint8Array(100_000).map((_, at) => at % 251)
  expect(textToFrame(frameToText({ items: [large] }))?.frame).toEqual({ items: [large] })
})

test('what is no text, no JSON or longer than a frame may be is not taken', () => {
  fc.assert(fc.property(fc.anything(), (given) => void textToFrame(given)))
  expect(textToFrame({ type: 'hello' })).toBeUndefined()
  expect(textToFrame('{"type":')).toBeUndefined()
  expect(textToFrame(`"${'a'.repeat(2 * 1024 * 1024)}"`)).toBeUndefined()
})
