/** One measured claim. `goal` is `≤ 3` or `≥ 0.3`; `against` says what it was measured beside, on the same machine. */
export interface Row {
  readonly id: string
  readonly value: number
  readonly unit: string
  readonly goal: string
  readonly against: string
  readonly holds: boolean
}

/** A row whose `holds` follows from its value and its goal. */
export function row(
  id: string,
  value: number,
  unit: string,
  goal: `${'≤' | '≥'} ${number}`,
  against: string,
): Row {
  const limit = Number(goal.slice(2))
  return { id, value, unit, goal, against, holds: goal.startsWith('≤') ? value <= limit : value >= limit }
}

/** The middle of several measurements of the same thing, in milliseconds: one slow run is the machine's. */
export async function medianMillis(runs: number, task: () => unknown): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const start = performance.now()
    await task()
    times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN
}
