// `npm run test:e2e [-- FILTER…]`: builds what is older than its sources, then runs the suites whose path contains
// a filter in real Chromium and Firefox; `--test PATTERN` chooses by name. `--no-build` takes the builds as they are. The last line counts.
import { cpSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startVitest } from 'vitest/node'
import { buildWhatIsStale } from '../../pwa/serve/builds.ts'
import { startServer } from '../../pwa/serve/server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { countingReporter } from './counting-reporter.ts'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const { values, positionals } = parseArgs({
  options: { 'no-build': { type: 'boolean' }, test: { type: 'string', short: 't' } },
  allowPositionals: true,
})

if (!values['no-build']) await buildWhatIsStale(root, (name) => console.log(`building ${name}`))
const copies = temporaryFolder('builds')
for (const path of ['pwa/dist', '.output'])
  cpSync(resolve(root, path), resolve(copies.path, path), { recursive: true })
process.env['TEST_BUILDS'] = copies.path
const app = await startServer(resolve(copies.path, 'pwa/dist'), 0)
process.env['TEST_APP'] = app.url

const reporter = countingReporter(values.test !== undefined)
const vitest = await startVitest(positionals, {
  config: resolve(root, 'test/e2e/vitest.config.ts'),
  run: true,
  ...(values.test === undefined ? {} : { testNamePattern: values.test }),
  watch: false,
  reporters: [reporter],
})
await vitest.close()
await app.close()
copies.remove()
const { passed, failed } = reporter.counts()
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)
