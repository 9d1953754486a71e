import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readHostList } from '../../../core/policy/read-host-list.ts'

test.each([
  ['example.com', 'example.com'],
  ['  WWW.Example.COM  ', 'www.example.com'],
  ['*.example.com', 'example.com'],
  ['.example.com', 'example.com'],
  ['https://example.com/', 'example.com'],
  ['0.0.0.0 example.com', 'example.com'],
  ['127.0.0.1\texample.com # why', 'example.com'],
  ['||example.com^', 'example.com'],
  ['例子.tw', 'xn--fsqu00a.tw'],
  ['example。com', 'example.com'],
  ['203.0.113.9', '203.0.113.9'],
  ['someone.github.io', 'someone.github.io'],
  ['\ufeffexample.com', 'example.com'],
])('%j is %s', (line, host) => {
  expect(readHostList(line)).toMatchObject({ hosts: [host], refusedCount: 0 })
})

test.each([
  ['example.com/films', 'hasPath'],
  ['https://example.com/?id=A123456789', 'hasPath'],
  ['example.com:8080', 'hasPort'],
  ['https://someone:secret@example.com/', 'hasAccount'],
  ['com', 'notAHost'],
  ['com.tw', 'publicSuffix'],
  ['github.io', 'publicSuffix'],
  ['localhost', 'notAHost'],
  ['0x7f.1', 'notAHost'],
  ['2130706433', 'notAHost'],
  ['999.1.1.1', 'notAHost'],
  ['-example.com', 'notAHost'],
  ['exa mple.com', 'notAHost'],
  ['example..com', 'notAHost'],
  ['*', 'notAHost'],
  ['*.*', 'notAHost'],
  ['<img src=x onerror=alert(1)>', 'notAHost'],
  ['javascript:alert(1)', 'notAHost'],
  ['=HYPERLINK("https://example.com")', 'hasPath'],
  ['exam\u202eple.com', 'controlCharacters'],
  ['exam\u200bple.com', 'controlCharacters'],
  ['example.com\u0000', 'controlCharacters'],
  [`${'a'.repeat(64)}.com`, 'notAHost'],
  [`${'a.'.repeat(130)}com`, 'tooLong'],
  ['x'.repeat(100_000), 'tooLong'],
])('%j is refused: %s', (line, reason) => {
  expect(readHostList(line)).toMatchObject({ hosts: [], refusedCount: 1, refused: [{ line: 1, reason }] })
})

test('comments and empty lines are passed over, repetitions counted, refusals named by their line', () => {
  expect(
    readHostList('# list\r\n\r\nexample.com\r\n! note\nwww.example.com\nEXAMPLE.com\nno host\n'),
  ).toEqual({
    hosts: ['example.com', 'www.example.com'],
    repeated: 1,
    refused: [{ line: 7, text: 'no host', reason: 'notAHost' }],
    refusedCount: 1,
  })
})

test('what is shown of a refused line is short and cannot reorder what stands beside it', () => {
  const [refused] = readHostList(`${'x y'.repeat(60)}\u202e\u0007`).refused
  expect(refused?.text.length).toBeLessThanOrEqual(80)
  expect(readHostList('\u202eevil').refused[0]?.text).toBe('\ufffdevil')
})

test('a long hostile text is read in one pass and not all of it is shown', () => {
  const text = 'not a host!\n'.repeat(100_000)
  const started = performance.now()
  const list = readHostList(text)
  expect(performance.now() - started).toBeLessThan(2000)
  expect(list).toMatchObject({ hosts: [], refusedCount: 100_000 })
  expect(list.refused).toHaveLength(200)
})

test('whatever is pasted, what is accepted reads as itself again', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.domain(), fc.webUrl(), fc.ipV4(), fc.string({ unit: 'grapheme' }))), (lines) => {
      const { hosts } = readHostList(lines.join('\n'))
      expect(readHostList(hosts.join('\n'))).toEqual({ hosts, repeated: 0, refused: [], refusedCount: 0 })
      for (const host of hosts) expect(host).toMatch(/^[a-z0-9.-]+$/)
    }),
    { numRuns: 500 },
  )
}) // prettier-ignore
