import type { CountBucket, SizeBucket } from './verdict.ts'

/** An event says about how many, never how many. Zero and less have no bucket of their own: `1`. */
export function countBucket(count: number): CountBucket {
  if (count < 2) return '1'
  if (count < 10) return '2-9'
  return count < 100 ? '10-99' : '100+'
}

const kibibyte = 1024
const mebibyte = kibibyte * kibibyte

/** An event says about how large; KB and MB are 1024 and 1024². */
export function sizeBucket(bytes: number): SizeBucket {
  if (bytes < 100 * kibibyte) return '<100KB'
  if (bytes < mebibyte) return '<1MB'
  if (bytes < 10 * mebibyte) return '<10MB'
  return bytes < 100 * mebibyte ? '<100MB' : '>=100MB'
}
