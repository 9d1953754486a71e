import { ok, problem } from '../../core/model/result.ts'
import type { Command, CommandResult, PairingView } from '../../core/store/commands.ts'
import type { Compare } from '../../core/sync/agree.ts'

type Answer = Extract<Command, { type: 'answerPairing' }>

/**
 * Where a person compares the six words. Several links may ask at once, since an extension meets one in every
 * open tab: the newest question is shown, and the others wait behind it in case its link was the one that goes.
 */
export interface PairingDesk {
  /** A place of its own for each link: what ends there touches no other pairing. */
  readonly begin: (other?: PairingView['with']) => PairingPlace
  /** Answers the question whose words are shown. An answer to other words decides nothing. */
  readonly answer: (answer: Pick<Answer, 'accept' | 'words'>) => CommandResult<Answer>
}

export interface PairingPlace {
  readonly compare: Compare
  readonly ended: (outcome: 'done' | 'refused') => void
}

interface Question {
  readonly view: Omit<PairingView, 'phase'>
  readonly decide: (accept: boolean) => void
}

export function createPairingDesk(show: (view: PairingView | undefined) => void): PairingDesk {
  /** Not yet answered, oldest first. */
  let waiting: readonly Question[] = []
  let shown: Question | undefined

  const put = (question: Question, phase: PairingView['phase']): void => {
    shown = question
    show({ ...question.view, phase })
  }
  return {
    begin(other = 'extension') {
      let mine: Question | undefined
      return {
        compare: (words, organisation, person) =>
          new Promise((resolve) => {
            const view = {
              with: other,
              words,
              ...(other === 'inviter' ? { organisation } : {}),
              ...(person === undefined ? {} : { person }),
            }
            mine = { view, decide: resolve }
            waiting = [...waiting, mine]
            put(mine, 'compare')
          }),
        ended(outcome) {
          if (!mine) return
          mine.decide(false)
          waiting = waiting.filter((question) => question !== mine)
          const behind = waiting.at(-1)
          // That a browser was let in is said even when another question came and went meanwhile.
          if (shown !== mine && (behind || outcome === 'refused')) return
          if (behind) put(behind, 'compare')
          else put(mine, outcome)
        },
      }
    },
    answer({ accept, words }) {
      if (!shown || !sameWords(shown.view.words, words)) return problem('NothingToAnswer')
      if (!waiting.includes(shown)) {
        // After the end, any answer puts the result away.
        shown = undefined
        show(undefined)
        return problem('NothingToAnswer')
      }
      // One answer settles them all: whoever else asks may ask again.
      const answered = shown
      const others = waiting.filter((question) => question !== answered)
      waiting = []
      put(answered, accept ? 'waitingForOther' : 'refused')
      answered.decide(accept)
      for (const other of others) other.decide(false)
      return ok(null)
    },
  }
}

const sameWords = (a: readonly string[], b: readonly string[]): boolean => a.join(' ') === b.join(' ')
