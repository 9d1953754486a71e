import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { inspectFile } from '../offscreen/inspect-file.ts'
import { loadPdf } from '../offscreen/worker-pdf.ts'

/** What a dedicated worker has, and a window's types do not say. */
interface WorkerSide {
  onmessage: (event: MessageEvent<{ readonly file: File; readonly fileExtension: string }>) => void
  readonly postMessage: (answer: unknown) => void
}

// A worker of its own: whatever a hostile file does to it, it can be ended.
export default defineUnlistedScript(() => {
  const worker = globalThis as unknown as WorkerSide
  worker.onmessage = ({ data }) => {
    const told = (share: number): void => worker.postMessage({ status: 'reading', share })
    void inspectFile(data.file, data.fileExtension, { loadPdf, told }).then((answer) =>
      worker.postMessage(answer),
    )
  }
})
