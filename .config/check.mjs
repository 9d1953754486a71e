// Runs every `check:…` script of package.json, as many at a time as there are processors, and shows what each one says
// once it ends. All of them run, whatever the others find; one that fails fails the check.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { performance } from 'node:perf_hooks'

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
const waiting = Object.entries(scripts).filter(([name]) => name.startsWith('check:'))
const failed = []

await Promise.all(Array.from({ length: availableParallelism() }, workThrough))
if (failed.length > 0) console.error(`failed: ${failed.join(', ')}`)
process.exit(failed.length === 0 ? 0 : 1)

async function workThrough() {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [name, command] = next
    const began = performance.now()
    const { code, output } = await run(command)
    if (code !== 0) failed.push(name)
    const seconds = ((performance.now() - began) / 1000).toFixed(0)
    console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`)
    if (output.trim() !== '') console.log(output.trimEnd())
  }
}

/** The tools are found as npm finds them: it put their folder on the path. */
function run(command) {
  return new Promise((done) => {
    let output = ''
    const tool = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
    tool.stdout.on('data', (text) => (output += text))
    tool.stderr.on('data', (text) => (output += text))
    tool.on('error', (problem) => done({ code: 1, output: String(problem) }))
    tool.on('close', (code) => done({ code, output }))
  })
}
