/** What the first stored row fixed. Only indexed properties are named; rows hold more. */
export const first = {
  version: 1,
  stores: {
    meta: 'key',
    envelopes: '[shard+device+sequence], hash, [shard+received], kind',
    heads: '[shard+device]',
    shards: 'shard',
    recordKeys: '[recordId+keyId]',
    keyring: '[compartment+owner+epoch]',
    records: 'id, [type+state+updatedAt], [type+updatedAt], [type+title], *refs, shard',
    counts: '[type+state], type',
    history: 'id, [recordId+time], shard',
    devices: 'id',
    members: 'id',
    waiting: 'hash, size',
    quarantine: 'hash, at',
  },
} as const
