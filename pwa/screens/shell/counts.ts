import type { Queries } from '../../../core/store/queries.ts'

/** Records per type. */
export async function countsOf(
  queries: Queries,
  types: readonly string[],
): Promise<Readonly<Record<string, number>>> {
  const counts = await Promise.all(types.map(async (type) => [type, await queries.count(type)] as const))
  return Object.fromEntries(counts)
}
