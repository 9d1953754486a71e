import { handle } from '../../background/handle.ts'
import { sendMessage } from '../../messaging.ts'
import { createInspectionPool } from '../../offscreen/inspection-pool.ts'

const pool = createInspectionPool(() => new Worker(chrome.runtime.getURL('inspector.js')))

handle('inspectFile', ({ turn, ...job }) =>
  pool.run(job, (share) => {
    // The worker that asked may be gone; then nobody wants to know.
    sendMessage('inspectionProgress', { turn, share }).catch(() => undefined)
  }),
)
handle('lookAtFile', (look) => pool.look(look))
handle('cancelInspection', ({ job }) => {
  pool.cancel(job)
  return null
})
