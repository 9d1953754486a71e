/** One workspace per browser profile and origin. */
export const databaseName = 'countersign'
