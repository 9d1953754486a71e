/** How many cases a property is tried on: as given, or a multiple of it in `npm run test:long`. */
export const runs = (usual: number): number => usual * Number(process.env['RUNS_FACTOR'] ?? 1)
