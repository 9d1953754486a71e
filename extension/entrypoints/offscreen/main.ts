import { handle } from '../../background/handle.ts'
import { createInspectionPool } from '../../offscreen/inspection-pool.ts'

const pool = createInspectionPool(() => new Worker(chrome.runtime.getURL('inspector.js')))

handle('inspectFile', (job) => pool.run(job))
handle('cancelInspection', ({ job }) => {
  pool.cancel(job)
  return null
})
