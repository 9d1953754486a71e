import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { inspectFile } from '../offscreen/inspect-file.ts'
import { lookAtFile } from '../offscreen/look-at-file.ts'
import { loadPdf } from '../offscreen/worker-pdf.ts'

/** `before`: only looked at, and so many bytes of the file come before these. */
interface Asked {
  readonly file: File
  readonly fileExtension: string
  readonly before?: number
}

/** What a dedicated worker has, and a window's types do not say. */
interface WorkerSide {
  onmessage: (event: MessageEvent<Asked>) => void
  readonly postMessage: (answer: unknown) => void
}

// A worker of its own: whatever a hostile file does to it, it can be ended.
export default defineUnlistedScript(() => {
  const worker = globalThis as unknown as WorkerSide
  worker.onmessage = ({ data }) => {
    const { file, fileExtension, before } = data
    if (before !== undefined)
      return void lookAtFile(file, fileExtension, before).then((answer) => worker.postMessage(answer))
    const told = (share: number): void => worker.postMessage({ status: 'reading', share })
    void inspectFile(file, fileExtension, { loadPdf, told }).then((answer) => worker.postMessage(answer))
  }
})
