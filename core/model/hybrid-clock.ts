declare const brand: unique symbol
/**
 * A hybrid logical clock reading (Kulkarni et al. 2014): nine base-36 digits of milliseconds since 1970,
 * then three of a counter. Plain string order is time order; ties between devices fall to the device id.
 */
export type HybridTime = string & { readonly [brand]: 'HybridTime' }

const millisDigits = 9
const counterDigits = 3
const counterLimit = 36 ** counterDigits

export interface HybridClock {
  /** A reading later than every reading given or observed before. */
  readonly now: () => HybridTime
  /** Moves past a reading seen in an admitted envelope. */
  readonly observe: (time: HybridTime) => void
}

export function createHybridClock(wallClock: () => number, start?: HybridTime): HybridClock {
  let millis = start ? millisOf(start) : 0
  let counter = start ? counterOf(start) : 0

  return {
    now() {
      const wall = Math.floor(wallClock())
      if (wall > millis) {
        millis = wall
        counter = 0
      } else if (++counter >= counterLimit) {
        millis += 1
        counter = 0
      }
      return hybridTime(millis, counter)
    },
    observe(time) {
      const seen = millisOf(time)
      if (seen > millis) {
        millis = seen
        counter = counterOf(time)
      } else if (seen === millis) {
        counter = Math.max(counter, counterOf(time))
      }
    },
  }
}

export function hybridTime(millis: number, counter = 0): HybridTime {
  const digits = (value: number, width: number) => value.toString(36).padStart(width, '0')
  return (digits(millis, millisDigits) + digits(counter, counterDigits)) as HybridTime
}

export const isHybridTime = (text: unknown): text is HybridTime =>
  typeof text === 'string' && /^[0-9a-z]{12}$/.test(text)
export const millisOf = (time: HybridTime): number => Number.parseInt(time.slice(0, millisDigits), 36)
const counterOf = (time: HybridTime): number => Number.parseInt(time.slice(millisDigits), 36)

/** An hour: a clock further ahead than this is deferred, not refused. */
export const farFutureMillis = 60 * 60 * 1000
