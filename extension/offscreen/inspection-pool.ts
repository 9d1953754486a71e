import { parse } from '../../core/model/shape.ts'
import type { shape } from '../../core/model/shape.ts'
import {
  fileInspectionShape,
  inspectionDeadline,
  lookedShape,
  readingShape,
  type FileInspection,
  type Looked,
} from '../inspection.ts'

export interface Job {
  readonly job: string
  readonly file: File
  readonly fileExtension: string
}

/** A download to be looked at, of which `before` bytes are not at hand. */
export interface LookJob {
  readonly file: File
  readonly fileExtension: string
  readonly before: number
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

  const take = <Answer extends { readonly status: string }>(
    job: string,
    message: object,
    answers: shape.ZodType<Answer>,
    refusal: (reason: 'corrupt' | 'timedOut') => Answer,
    told?: (share: number) => void,
  ): Promise<Answer> =>
    new Promise((resolve) => {
      const refuse = (reason: 'corrupt' | 'timedOut'): void => resolve(refusal(reason))
      const start = () => {
        const worker = idle.pop() ?? newWorker()
        const end = (result: Answer | 'corrupt' | 'timedOut') => {
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
          const answer = parse(answers, data)
          end(answer.ok ? answer.value : 'corrupt')
        }
        worker.postMessage(message)
      }
      queue.push({ job, start, stop: () => refuse('timedOut') })
      next()
    })

  return {
    /** `told`: the share of this file that is read, 0…1. */
    run: ({ job, file, fileExtension }: Job, told?: (share: number) => void): Promise<FileInspection> =>
      take(
        job,
        { file, fileExtension },
        fileInspectionShape,
        (reason) => ({ status: 'cannotInspect', reason }),
        told,
      ),
    /** Without reading its text: what a download is by its first bytes and its members. */
    look: (look: LookJob): Promise<Looked> =>
      take('', look, lookedShape, (reason) => ({ status: 'cannotInspect', reason })),
    cancel(job: string): void {
      for (const turn of queue.filter((one) => one.job === job)) {
        queue.splice(queue.indexOf(turn), 1)
        turn.stop()
      }
      for (const turn of [...running]) if (turn.job === job) turn.stop()
    },
  }
}
