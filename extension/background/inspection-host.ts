import { parse } from '../../core/model/shape.ts'
import { fileInspectionShape, type FileInspection } from '../inspection.ts'
import { sendMessage } from '../messaging.ts'
import { handle } from './handle.ts'
import { createInspectionPool, type Job } from '../offscreen/inspection-pool.ts'

export interface InspectionHost {
  /** `told`: the share of this file that is read, 0…1, never falling. */
  readonly inspect: (job: Job, told?: (share: number) => void) => Promise<FileInspection>
  readonly cancel: (job: string) => void
}

/** Call it in the first turn: it listens. Where files are read: Chromium's service worker has no workers, so an offscreen document holds them. */
export function createInspectionHost(): InspectionHost {
  return typeof chrome.offscreen === 'object' ? offscreenHost() : workerHost()
}

function workerHost(): InspectionHost {
  const pool = createInspectionPool(() => new Worker(chrome.runtime.getURL('inspector.js')))
  return { inspect: (job, told) => pool.run(job, told), cancel: (job) => pool.cancel(job) }
}

function offscreenHost(): InspectionHost {
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
  return {
    async inspect(job, told) {
      // Two files at once must not create two documents: Chromium allows one.
      opening ??= open().finally(() => {
        opening = undefined
      })
      await opening
      const turn = ++turns
      if (told) listeners.set(turn, told)
      try {
        const answer = parse(fileInspectionShape, await sendMessage('inspectFile', { ...job, turn }))
        return answer.ok ? answer.value : { status: 'cannotInspect', reason: 'corrupt' }
      } finally {
        listeners.delete(turn)
      }
    },
    cancel(job) {
      // Nothing to cancel when the document is gone.
      sendMessage('cancelInspection', { job }).catch(() => undefined)
    },
  }
}
