/** Today lists what changed lately across all registers: an index over time alone. */
export const recentChanges = {
  version: 2,
  stores: { records: 'id, [type+state], [type+updatedAt], [type+title], *refs, shard, updatedAt' },
} as const
