import { isStorageFault } from './durable-commit.ts'

/** Does what is owed once for a run of operations: what begun it is usually still on its way, most duties with it. */
export interface DutyTimer {
  readonly later: () => void
  readonly stop: () => void
}

export function createDutyTimer(
  perform: () => Promise<unknown>,
  /** Milliseconds. */
  delay: number,
  report: (error: unknown) => void,
): DutyTimer {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = (): void => clearTimeout(timer)
  const run = (): void => {
    perform().catch((error: unknown) => {
      // The disk, not a bug: it is owed at the next start all the same.
      if (!isStorageFault(error)) report(error)
    })
  }
  return {
    stop,
    later() {
      stop()
      timer = setTimeout(run, delay)
    },
  }
}
