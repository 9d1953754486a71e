/** Records on which two people wrote one field without seeing each other: few among many, found without reading the others. */
export const contested = {
  version: 7,
  stores: {
    records:
      'id, [type+state+updatedAt], [type+updatedAt], [type+title], *refs, shard, updatedAt, due, contested',
  },
} as const
