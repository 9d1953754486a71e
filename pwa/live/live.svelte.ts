import { liveQuery } from '../../core/store/queries.ts'

export interface Live<T> {
  /** The latest answer; undefined until the first. A new question keeps the old answer until its own is there. */
  readonly current: T | undefined
  readonly error: unknown
  /** True once a first answer took longer than 200 ms: only then is a skeleton shown. */
  readonly slow: boolean
}

const skeletonDelayMs = 200

/**
 * A query of the projection as a rune; asked again when rows it read change, in this tab or another. What it
 * reads before its first await (props, state) is tracked too. Call while a component initialises.
 */
export function live<T>(query: () => Promise<T>): Live<T> {
  let current = $state.raw<T>()
  let error = $state.raw<unknown>()
  let slow = $state(false)

  $effect(() => {
    const timer = setTimeout(() => (slow = current === undefined), skeletonDelayMs)
    const settle = (): void => {
      clearTimeout(timer)
      slow = false
    }
    // Dexie asks from a timer, where nothing is tracked. Asked once here, what the query reads becomes a dependency,
    // and the first answer comes a task earlier; the subscription answers the same and then follows the rows.
    let asked = true
    query().then(
      (value) => {
        if (!asked) return
        settle()
        current = value
      },
      // The subscription meets the same failure and reports it.
      () => undefined,
    )
    const subscription = liveQuery(query).subscribe({
      next(value) {
        asked = false
        settle()
        error = undefined
        current = value
      },
      error(reason: unknown) {
        settle()
        error = reason
        // A screen may show it in place; it is never only there. The shell says it in any case.
        reportError(reason)
      },
    })
    return () => {
      asked = false
      clearTimeout(timer)
      subscription.unsubscribe()
    }
  })

  return {
    get current() {
      return current
    },
    get error() {
      return error
    },
    get slow() {
      return slow
    },
  }
}
