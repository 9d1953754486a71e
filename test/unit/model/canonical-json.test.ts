import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalBytes, canonicalJson } from '../../../core/model/canonical-json.ts'
import { fromUtf8 } from '../../../core/model/bytes.ts'

test('keys are sorted by UTF-16 units and numbers written as RFC 8785 shows', () => {
  expect(
    canonicalJson({ b: [1e30, 4.5, 0.002, 1e-27, -0], a: '€$\u000f\nA\'B"\\/', '\u20ac': 1, '1': 2 }),
  ).toBe('{"1":2,"a":"€$\\u000f\\nA\'B\\"\\\\/","b":[1e+30,4.5,0.002,1e-27,0],"€":1}')
})

test('equal values have equal bytes, whatever order their keys were written in', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ noUnicodeString: true })), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse())
      expect(canonicalJson(reversed)).toBe(canonicalJson(value))
      expect(JSON.parse(fromUtf8(canonicalBytes(value)))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('a value JSON cannot hold is refused, not dropped', () => {
  expect(() => canonicalJson(undefined)).toThrow(TypeError)
  expect(() => canonicalJson({ a: Number.NaN })).toThrow()
})
