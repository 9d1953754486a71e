// `npm run test:long [-- FACTOR]`: the property and fault tests with many times their usual cases (default 20), and a
// dated report in reports/. The usual run keeps to what fits a coffee break.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { startVitest, type TestModule } from 'vitest/node'

const root = resolve(import.meta.dirname, '../..')
const factor = Number(process.argv[2] ?? 20)
if (!Number.isInteger(factor) || factor < 1) throw new RangeError('the factor is a whole number from 1')
process.env['RUNS_FACTOR'] = String(factor)

const suites = ['store', 'sync', 'projections', 'journal', 'members', 'detection', 'extraction', 'model'].map(
  (room) => `test/unit/${room}`,
)
const began = new Date()
const vitest = await startVitest(suites, {
  root,
  config: join(root, 'test/vitest.config.ts'),
  run: true,
  watch: false,
  testTimeout: 60 * 60 * 1000,
})
const modules = vitest.state.getTestModules()
await vitest.close()

const folder = join(root, 'reports')
mkdirSync(folder, { recursive: true })
const file = join(folder, `long-${began.toISOString().slice(0, 16).replace(/[:T]/g, '-')}.md`)
const failed = modules.filter((module) => module.state() === 'failed').length
writeFileSync(file, reportOf(modules))
console.log(`${file}: ${modules.length - failed} passed, ${failed} failed`)
process.exit(failed === 0 && modules.length > 0 ? 0 : 1)

function reportOf(tested: readonly TestModule[]): string {
  const lines = tested.flatMap((module) => [
    `\n## ${module.moduleId.slice(root.length + 1)}\n`,
    ...[...module.children.allTests()].map((test) => {
      const seconds = ((test.diagnostic()?.duration ?? 0) / 1000).toFixed(1)
      return `- ${test.result().state === 'passed' ? 'passed' : 'FAILED'} · ${test.fullName} · ${seconds} s`
    }),
  ])
  return `# Long run of ${began.toISOString()}\n\n${factor} times the usual cases, ${((Date.now() - began.getTime()) / 1000).toFixed(0)} s.\n${lines.join('\n')}\n`
}
