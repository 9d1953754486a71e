import { parse } from '../../core/model/shape.ts'
import { fileInspectionShape, type FileInspection } from '../inspection.ts'
import { sendMessage } from '../messaging.ts'
import { createInspectionPool, type Job } from '../offscreen/inspection-pool.ts'

export interface InspectionHost {
  readonly inspect: (job: Job) => Promise<FileInspection>
  readonly cancel: (job: string) => void
}

/** Where files are read: Chromium's service worker has no workers, so an offscreen document holds them. */
export function createInspectionHost(): InspectionHost {
  return typeof chrome.offscreen === 'object' ? offscreenHost() : workerHost()
}

function workerHost(): InspectionHost {
  const pool = createInspectionPool(() => new Worker(chrome.runtime.getURL('inspector.js')))
  return { inspect: (job) => pool.run(job), cancel: (job) => pool.cancel(job) }
}

function offscreenHost(): InspectionHost {
  let opening: Promise<void> | undefined
  const open = async () => {
    if (await chrome.offscreen.hasDocument()) return
    await chrome.offscreen.createDocument({
      url: 'offscreen.html',
      reasons: [chrome.offscreen.Reason.WORKERS],
      justification: 'Reads chosen files in workers that can be stopped, on this device only',
    })
  }
  return {
    async inspect(job) {
      // Two files at once must not create two documents: Chromium allows one.
      opening ??= open().finally(() => {
        opening = undefined
      })
      await opening
      const answer = parse(fileInspectionShape, await sendMessage('inspectFile', job))
      return answer.ok ? answer.value : { status: 'cannotInspect', reason: 'corrupt' }
    },
    cancel(job) {
      // Nothing to cancel when the document is gone.
      sendMessage('cancelInspection', { job }).catch(() => undefined)
    },
  }
}
