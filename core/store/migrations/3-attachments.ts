/**
 * Chunks of attached files, named by the SHA-256 of their ciphertext, and which record keeps which. Outside the
 * journal: a chunk may come later than the record that names it, and goes when nobody keeps it.
 */
export const attachments = {
  version: 3,
  stores: {
    chunks: 'digest',
    chunkUses: '[digest+record], digest, record',
  },
} as const
