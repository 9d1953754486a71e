import { parse } from '../../core/model/shape.ts'
import { fileInspectionShape, lookedShape, type FileInspection, type Looked } from '../inspection.ts'
import { sendMessage } from '../messaging.ts'
import { handle } from './handle.ts'
import { createInspectionPool, type Job, type LookJob } from '../offscreen/inspection-pool.ts'

export interface InspectionHost {
  /** `told`: the share of this file that is read, 0…1, never falling. */
  readonly inspect: (job: Job, told?: (share: number) => void) => Promise<FileInspection>
  readonly cancel: (job: string) => void
}

/** The same worker, asked only what a download is. */
export interface LookHost extends InspectionHost {
  readonly look: (job: LookJob) => Promise<Looked>
}

/** Call it in the first turn: it listens. Where files are read: Chromium's service worker has no workers, so an offscreen document holds them. */
export function createInspectionHost(): LookHost {
  return typeof chrome.offscreen === 'object' ? offscreenHost() : workerHost()
}

function workerHost(): LookHost {
  const pool = createInspectionPool(() => new Worker(chrome.runtime.getURL('inspector.js')))
  return {
    inspect: (job, told) => pool.run(job, told),
    cancel: (job) => pool.cancel(job),
    look: (job) => pool.look(job),
  }
}

function offscreenHost(): LookHost {
  let opening: Promise<void> | undefined
  // Goes on from the clock: what an earlier life of this worker asked for must not speak for this one's files.
  let turns = Date.now()
  const listeners = new Map<number, (share: number) => void>()
  handle('inspectionProgress', ({ turn, share }) => {
    listeners.get(turn)?.(share)
    return null
  })
  const open = async () => {
    if (await chrome.offscreen.hasDocument()) return
    await chrome.offscreen.createDocument({
      url: 'offscreen.html',
      reasons: [chrome.offscreen.Reason.WORKERS],
      justification: 'Reads chosen files in workers that can be stopped, on this device only',
    })
  }
  // Two files at once must not create two documents: Chromium allows one.
  const opened = () =>
    (opening ??= open().finally(() => {
      opening = undefined
    }))
  return {
    async inspect(job, told) {
      await opened()
      const turn = ++turns
      if (told) listeners.set(turn, told)
      try {
        const answer = parse(fileInspectionShape, await sendMessage('inspectFile', { ...job, turn }))
        return answer.ok ? answer.value : { status: 'cannotInspect', reason: 'corrupt' }
      } finally {
        listeners.delete(turn)
      }
    },
    async look(job) {
      await opened()
      const answer = parse(lookedShape, await sendMessage('lookAtFile', job))
      return answer.ok ? answer.value : { status: 'cannotInspect', reason: 'corrupt' }
    },
    cancel(job) {
      // Nothing to cancel when the document is gone.
      sendMessage('cancelInspection', { job }).catch(() => undefined)
    },
  }
}
