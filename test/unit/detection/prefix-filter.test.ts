import fc from 'fast-check'
import { expect, test } from 'vitest'
import { detect } from '../../../core/detection/detect.ts'
import { prefixLength } from '../../../core/detection/prefix-filter.ts'
import { vocabulary } from '../../../core/detection/vocabulary.ts'
import { honorifics } from '../../../core/libraries/lexicons/names.ts'
import { labels } from '../../../core/libraries/lexicons/labels.ts'

const words = [...Object.values(labels).flat(), ...honorifics]
const { masks, first, last } = vocabulary.filter

/** Where the filter wakes over the whole of a text. */
function wakes(text: string): Set<number> {
  const woken = new Set<number>()
  let places = 0
  for (let at = 0; at < text.length; at++) {
    places = ((places << 1) | first) & masks[text.charCodeAt(at)]!
    if ((places & last) !== 0) woken.add(at)
  }
  return woken
}

test('the filter wakes within the first units of every word, whatever stands around it', () => {
  const around = fc.array(fc.constantFrom(...words.join('')), { maxLength: 8 }).map((units) => units.join(''))
  fc.assert(
    fc.property(around, fc.constantFrom(...words), around, (before, word, after) => {
      const woken = wakes(before + word + after)
      const prefix = Array.from(
        { length: Math.min(prefixLength, word.length) },
        (_, at) => before.length + at,
      )
      expect(prefix.some((at) => woken.has(at))).toBe(true)
    }),
    { numRuns: 3000 },
  )
})

test('the filter sleeps over prose without any word', () => {
  expect(wakes('天地玄黃，宇宙洪荒。日月盈昃，辰宿列張。')).toEqual(new Set())
})

test('a private key is found behind a rule of hyphens and behind a letter', () => {
  const key = '-----BEGIN RSA PRIVATE KEY-----'
  for (const before of ['', '---', 'key'])
    expect(detect(`${before}${key}`).matches).toMatchObject([
      { type: 'secretKey', start: before.length, end: before.length + key.length },
    ])
  expect(detect('the beginning, - begin, --BEGIN RSA PRIVATE KEY-----').matches).toEqual([])
})
