import { expect, test } from 'vitest'
import { contentDigest, createDigestKey } from '../../../extension/background/content-digest.ts'

const [a, b] = ['a'.repeat(64), 'b'.repeat(64)]

test('the same file gives the same digest on this device and another one elsewhere', async () => {
  const [mine, other] = [await createDigestKey(), await createDigestKey()]
  expect(await contentDigest(mine, [a])).toMatch(/^[0-9a-f]{12}$/)
  expect(await contentDigest(mine, [a])).toBe(await contentDigest(mine, [a]))
  expect(await contentDigest(mine, [a])).not.toBe(await contentDigest(other, [a]))
  expect(await contentDigest(mine, [a, b])).not.toBe(await contentDigest(mine, [b, a]))
})

test('the key cannot be read out of the browser', async () => {
  const key = await createDigestKey()
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow()
})

test('a file that was not read has no digest', async () => {
  expect(await contentDigest(await createDigestKey(), [a, undefined])).toBeUndefined()
  expect(await contentDigest(await createDigestKey(), [])).toBeUndefined()
})
