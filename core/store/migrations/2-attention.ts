/** Today lists what changed lately and what is due next across all registers: two indexes over time alone. */
export const attention = {
  version: 2,
  stores: {
    records: 'id, [type+state+updatedAt], [type+updatedAt], [type+title], *refs, shard, updatedAt, due',
  },
} as const
