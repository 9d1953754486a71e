import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Tab } from './browser.ts'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * Violations of WCAG 2.2 A and AA and of axe's best practices, one line each: on the page as it stands, or only
 * in what fits the selector `within`.
 */
export async function accessibilityProblems(tab: Tab, within?: string): Promise<readonly string[]> {
  // Half a megabyte, sent to each document once.
  if (!(await tab.evaluate(() => 'axe' in globalThis, null))) await tab.evaluate(load, source)
  return await tab.evaluate(async (within) => {
    interface Axe {
      run: (
        context: Document | string,
        options: object,
      ) => Promise<{
        violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[]
      }>
    }
    const page = globalThis as { axe?: Axe }
    if (!page.axe) throw new Error('axe did not load')
    // Half faded in, a dialog has contrasts of its own, and is no screen anybody reads.
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished))
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const options = { runOnly: tags, resultTypes: ['violations'] }
    const { violations } = await page.axe.run(within ?? document, options)
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
    )
  }, within ?? null)
}

/** Evaluated by the test's own channel: the page's policy would refuse an added script element. */
function load(script: string): void {
  ;(0, eval)(script)
}
