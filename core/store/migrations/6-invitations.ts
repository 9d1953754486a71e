/** Invitations this device gave and answers. Outside the journal: their secrets are nobody else's. */
export const invitations = {
  version: 6,
  stores: {
    invitations: 'id',
  },
} as const
