import { ok, problem } from '../../core/model/result.ts'
import type { CommandResult, PairingView } from '../../core/store/commands.ts'
import type { Compare } from '../../core/sync/pairing.ts'

/** Where a person compares the six words. One pairing at a time; a second one is refused until the first is over. */
export interface PairingDesk {
  readonly compare: Compare
  readonly answer: (accept: boolean) => CommandResult<{ type: 'answerPairing'; accept: boolean }>
  readonly ended: (outcome: 'done' | 'refused') => void
}

export function createPairingDesk(show: (view: PairingView | undefined) => void): PairingDesk {
  let words: readonly string[] = []
  let waiting: ((accept: boolean) => void) | undefined

  return {
    compare(shown) {
      if (waiting) return Promise.resolve(false)
      words = shown
      show({ phase: 'compare', words })
      return new Promise((resolve) => (waiting = resolve))
    },
    answer(accept) {
      if (!waiting) {
        // After the end, any answer puts the result away.
        show(undefined)
        return problem('NothingToAnswer')
      }
      const decide = waiting
      waiting = undefined
      show({ phase: accept ? 'waitingForOther' : 'refused', words })
      decide(accept)
      return ok(null)
    },
    ended(outcome) {
      waiting?.(false)
      waiting = undefined
      show({ phase: outcome, words })
    },
  }
}
