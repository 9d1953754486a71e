/**
 * What goes to colleagues: envelopes in the order they arrived, which is an order any gate admits; the keys that
 * travel with each; and how far every other device is known to be.
 */
export const team = {
  version: 4,
  stores: {
    envelopes: '[shard+device+sequence], hash, [shard+received], kind, received',
    recordKeys: '[recordId+keyId], envelope',
    peers: 'device',
  },
} as const
