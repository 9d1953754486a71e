import type { Trial, TrialInput, TrialMessage } from '../../workers/try-rule.ts'

/** The worker's side of a trial, as the screen needs it. */
export interface TrialWorker {
  onmessage: ((event: MessageEvent<TrialMessage>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
  readonly postMessage: (input: TrialInput) => void
  readonly terminate: () => void
}

export interface TrialState {
  readonly phase: 'empty' | 'checking' | 'done' | 'failed'
  readonly trial: Trial | undefined
  /** Read so far, 0…1, of a file that takes a while. */
  readonly share: number | undefined
  readonly look: (input: TrialInput) => void
  /** Ends the worker, and with it all it held. */
  readonly stop: () => void
}

/** One worker a trial: a new one ends the one before, and nothing of a text outlives its answer. */
export function createTrial(startWorker: () => TrialWorker): TrialState {
  let worker: TrialWorker | undefined
  let phase = $state<TrialState['phase']>('empty')
  let trial = $state.raw<Trial>()
  let share = $state<number>()

  const end = (): void => {
    worker?.terminate()
    worker = undefined
  }
  const settle = (next: TrialState['phase'], found?: Trial): void => {
    end()
    phase = next
    trial = found
  }
  return {
    get phase() {
      return phase
    },
    get trial() {
      return trial
    },
    get share() {
      return share
    },
    look(input) {
      end()
      phase = 'checking'
      share = undefined
      const started = startWorker()
      worker = started
      started.onmessage = ({ data }) => {
        if (worker !== started) return
        if (data.type === 'progress') share = data.share
        else if (data.type === 'done') settle('done', data.trial)
        else settle('failed')
      }
      started.onerror = () => worker === started && settle('failed')
      started.postMessage(input)
    },
    stop() {
      settle('empty')
    },
  }
}
