/**
 * What the membership log takes back: envelopes of which something does not count, for the screens and for opening their
 * shards. What waits is found by what it waits for, and let go of by whose it is.
 */
export const standing = {
  version: 5,
  stores: {
    notInForce: 'hash, shard',
    waiting: 'hash, [needs+hash], [share+hash], [share+sequence], [share+size+needs]',
  },
} as const
