import { expect, test } from 'vitest'
import { bytesText } from '../../../../../pwa/screens/storage/bytes-text.ts'

test('sizes keep one digit below ten and none above', () => {
  expect([0, 512, 1024, 1536, 10 * 1024, 1024 ** 2 * 1.44, 1024 ** 3 * 10].map(bytesText)).toEqual([
    '0 B', '512 B', '1.0 KB', '1.5 KB', '10 KB', '1.4 MB', '10 GB',
  ]) // prettier-ignore
})
