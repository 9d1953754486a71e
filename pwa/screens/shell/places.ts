import type { Duty } from '../../../core/libraries/competency.ts'

/** One line under a duty: a register one can open, or a work product that is not built yet. */
export type Place =
  | { readonly type: 'register'; readonly recordType: string }
  | { readonly type: 'missing'; readonly output: string; readonly zh: string; readonly en: string }

/**
 * The registers of a duty in the standard's order, each once, and its unbuilt work products. Types that belong
 * to the duty's tasks without being named by a work product (reviews, rules) follow at the end.
 */
export function placesOf(
  duty: Duty,
  declared: readonly { readonly key: string; readonly group: string }[],
): readonly Place[] {
  const keys = new Set(declared.map(({ key }) => key))
  const places: Place[] = []
  const seen = new Set<string>()
  const add = (recordType: string): void => {
    if (seen.has(recordType)) return
    seen.add(recordType)
    places.push({ type: 'register', recordType })
  }
  for (const output of duty.tasks.flatMap((task) => task.outputs)) {
    const built = output.recordTypes.filter((type) => keys.has(type))
    if (built.length === 0) places.push({ type: 'missing', output: output.id, zh: output.zh, en: output.en })
    for (const type of built) add(type)
  }
  for (const { key, group } of declared) {
    if (duty.tasks.some((task) => task.id === group)) add(key)
  }
  return places
}
