import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Bidi } from './bidi.ts'
import type { Point } from './browser.ts'

/**
 * A headless Firefox has no drag and drop to drive, so the drop is given to the element by the browser's own code, as
 * its test suites do: the page and the guard hear a trusted event with files. Folders cannot be made this way.
 */
export async function dropInFirefox(
  bidi: Bidi,
  point: Point,
  { paths = [], text = '' }: { readonly paths?: readonly string[]; readonly text?: string },
): Promise<void> {
  const files = paths.map((path) => ({
    name: basename(path),
    type: path.endsWith('.csv') ? 'text/csv' : '',
    bytes: readFileSync(path).toString('base64'),
  }))
  await bidi.inBrowser(
    `(${inWindow.toString()})(${JSON.stringify({ point, files, text })}, ${JSON.stringify(inProcess.toString())})`,
  )
}

/** The browser's window hands the job to whichever process shows the frame at that point. */
/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-call, @typescript-eslint/restrict-plus-operands -- code of the browser */
async function inWindow(job: { point: Point }, script: string) {
  const { gBrowser, Services, setTimeout } = globalThis as any
  let [id, x, y] = [gBrowser.selectedBrowser.browsingContext.id, job.point.x, job.point.y]
  for (let depth = 0; depth < 5; depth++) {
    const answer: any = await new Promise((done, failed) => {
      const listener = ({ data }: any) => {
        Services.ppmm.removeMessageListener('countersign-test-drop', listener)
        done(data)
      }
      Services.ppmm.addMessageListener('countersign-test-drop', listener)
      const call = `(${script})(${JSON.stringify({ ...job, id, x, y })}, this)`
      Services.ppmm.loadProcessScript(`data:;charset=utf-8,${encodeURIComponent(call)}`, false)
      setTimeout(() => failed(new Error('no process took the drop')), 5000)
    })
    if (answer.problem) throw new Error(answer.problem)
    if (answer.done) return
    ;({ id, x, y } = answer)
  }
  throw new Error('frames without end')
}

function inProcess(job: any, scope: any) {
  const { BrowsingContext, Components } = globalThis as any
  const { cloneInto } = Components.utils
  const say = (data: object) => scope.sendAsyncMessage('countersign-test-drop', data)
  try {
    const context = BrowsingContext.get(job.id)
    const window = context?.window
    if (!window || !context.docShell) return
    let { x, y } = job
    let root = window.document
    let target = root.elementFromPoint(x, y)
    for (;;) {
      root = target?.openOrClosedShadowRoot
      const inner = root?.elementFromPoint(x, y)
      if (!inner || inner === target) break
      target = inner
    }
    if (target.browsingContext) {
      const box = target.getBoundingClientRect()
      x -= box.x + target.clientLeft
      y -= box.y + target.clientTop
      return say({ id: target.browsingContext.id, x, y })
    }
    // Made with the page's own rights, or the page could not read it.
    const sandbox = Components.utils.Sandbox(window, { sandboxPrototype: window })
    Object.assign(sandbox, { files: cloneInto(job.files, sandbox), text: job.text, x, y })
    const event = Components.utils.evalInSandbox(
      `const dataTransfer = new DataTransfer()
      if (text) dataTransfer.setData('text/plain', text)
      for (const { name, type, bytes } of files)
        dataTransfer.items.add(new File([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], name, { type }))
      new DragEvent('drop', { clientX: x, clientY: y, bubbles: true, cancelable: true, composed: true, dataTransfer })`,
      sandbox,
    )
    // Trusted, because the browser itself dispatches it.
    target.dispatchEvent(event)
    say({ done: true })
  } catch (problem) {
    say({ problem: String(problem) })
  }
}
