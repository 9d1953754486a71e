import { parse } from '../../core/model/shape.ts'
import { fileInspectionShape, inspectionDeadline, readingShape, type FileInspection } from '../inspection.ts'

export interface Job {
  readonly job: string
  readonly file: File
  readonly fileExtension: string
}

interface Turn {
  readonly job: string
  readonly start: () => void
  readonly stop: () => void
}

/**
 * Workers that read untrusted files, at most two at a time. Each can be killed at any moment: one that is late,
 * crashes or answers nonsense is ended and its file counts as not inspected, never as clean.
 */
export function createInspectionPool(newWorker: () => Worker, deadline = inspectionDeadline, size = 2) {
  const idle: Worker[] = []
  const running = new Set<Turn>()
  const queue: Turn[] = []

  const next = () => {
    if (running.size < size) queue.shift()?.start()
  }

  return {
    /** `told`: the share of this file that is read, 0…1. */
    run({ job, file, fileExtension }: Job, told?: (share: number) => void): Promise<FileInspection> {
      return new Promise((resolve) => {
        const refuse = (reason: 'corrupt' | 'timedOut'): void => resolve({ status: 'cannotInspect', reason })
        const start = () => {
          const worker = idle.pop() ?? newWorker()
          const end = (result: FileInspection | 'corrupt' | 'timedOut') => {
            clearTimeout(timer)
            running.delete(turn)
            worker.onmessage = worker.onerror = null
            // One that failed may still be at work on the file that broke it.
            if (typeof result === 'string') worker.terminate()
            else idle.push(worker)
            if (typeof result === 'string') refuse(result)
            else resolve(result)
            next()
          }
          const timer = setTimeout(() => end('timedOut'), deadline)
          const turn: Turn = { job, start, stop: () => end('timedOut') }
          running.add(turn)
          worker.onerror = () => end('corrupt')
          worker.onmessage = ({ data }: MessageEvent<unknown>) => {
            const reading = parse(readingShape, data)
            if (reading.ok) return told?.(reading.value.share)
            const answer = parse(fileInspectionShape, data)
            end(answer.ok ? answer.value : 'corrupt')
          }
          worker.postMessage({ file, fileExtension })
        }
        queue.push({ job, start, stop: () => refuse('timedOut') })
        next()
      })
    },
    cancel(job: string): void {
      for (const turn of queue.filter((one) => one.job === job)) {
        queue.splice(queue.indexOf(turn), 1)
        turn.stop()
      }
      for (const turn of [...running]) if (turn.job === job) turn.stop()
    },
  }
}
