import { duties, type Duty, type Output, type Task } from '../../../core/libraries/competency.ts'

/** One line of the board: a work product and what the workspace holds of it. */
export interface BoardLine {
  readonly output: Output
  /** Declared record types, in the standard's order; none: not built yet. */
  readonly built: readonly string[]
  readonly missing: readonly string[]
  readonly entries: number
  /** When any of its records last changed, milliseconds. */
  readonly updatedAt?: number
}
export interface BoardTask {
  readonly task: Task
  readonly lines: readonly BoardLine[]
}
export interface BoardDuty {
  readonly duty: Duty
  readonly tasks: readonly BoardTask[]
}

export interface Holding {
  readonly count: number
  readonly updatedAt?: number
}

export function boardOf(
  declared: ReadonlySet<string>,
  holdings: Readonly<Record<string, Holding>>,
): readonly BoardDuty[] {
  return duties.map((duty) => ({
    duty,
    tasks: duty.tasks.map((task) => ({
      task,
      lines: task.outputs.map((output) => lineOf(output, declared, holdings)),
    })),
  }))
}

function lineOf(
  output: Output,
  declared: ReadonlySet<string>,
  holdings: Readonly<Record<string, Holding>>,
): BoardLine {
  const built = output.recordTypes.filter((type) => declared.has(type))
  const held = built.flatMap((type) => holdings[type] ?? [])
  const times = held.flatMap(({ updatedAt }) => updatedAt ?? [])
  return {
    output,
    built,
    missing: output.recordTypes.filter((type) => !declared.has(type)),
    entries: held.reduce((sum, { count }) => sum + count, 0),
    ...(times.length > 0 && { updatedAt: Math.max(...times) }),
  }
}
