// Compiles core/i18n/messages/<locale>/*.json into typed functions in core/i18n/generated, unless what is there was
// made from the same texts by the same compiler.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const self = fileURLToPath(import.meta.url)
const generated = 'core/i18n/generated'
const mark = join(generated, '.made-from')
const sources = [
  self,
  'node_modules/@inlang/paraglide-js/package.json',
  'core/i18n/project.inlang/settings.json',
  ...readdirSync('core/i18n/messages', { recursive: true })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join('core/i18n/messages', name)),
]

const hash = createHash('sha256')
for (const source of sources) hash.update(`${source}\0`).update(readFileSync(source)).update('\0')
const madeFrom = hash.digest('hex')

if (!existsSync(mark) || readFileSync(mark, 'utf8') !== madeFrom) {
  // Loaded only now: the compiler takes longer to load than all of the above.
  rmSync(mark, { force: true })
  const { compile } = await import('@inlang/paraglide-js')
  await compile({
    project: './core/i18n/project.inlang',
    outdir: `./${generated}`,
    strategy: ['globalVariable', 'baseLocale'],
    isServer: 'false',
    outputStructure: 'locale-modules',
    emitTsDeclarations: true,
    emitReadme: false,
  })
  writeFileSync(mark, madeFrom)
}
