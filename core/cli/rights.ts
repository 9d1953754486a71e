import { parseArgs } from 'node:util'
import { fileProblem } from './file-problem.ts'
import { readRights } from './rights-of-file.ts'

const usage = `Usage: npm run rights -- FILE… [--json]

What is known of the rights in a file: a saved page, a licence text or source file, a package manifest, or the licence
files of a zip archive. Read on this machine; nothing is sent or kept. No licence found is never "free".

  --json   one JSON object per file, a line each
  --help   this text

Exit code: 0 all read; 1 some file could not be read; 2 wrong usage.
`
const exit = { fine: 0, notAll: 1, usage: 2 } as const

process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? exit.fine : exit.notAll),
)
process.exitCode = await run(process.argv.slice(2))

async function run(argv: readonly string[]): Promise<number> {
  const asked = parse(argv)
  if (asked === undefined || (!asked.help && asked.files.length === 0)) {
    process.stderr.write(usage)
    return exit.usage
  }
  if (asked.help) {
    process.stdout.write(usage)
    return exit.fine
  }
  const { printRights, closing } = await import('./print-rights.ts')
  let code: number = exit.fine
  for (const file of asked.files) {
    try {
      const read = await readRights(file)
      if (read.status === 'cannot-inspect') code = exit.notAll
      process.stdout.write(asked.json ? `${JSON.stringify(read)}\n` : printRights(read))
    } catch (error) {
      process.stderr.write(`${file}: ${fileProblem(error)}\n`)
      code = exit.notAll
    }
  }
  if (!asked.json) process.stdout.write(closing())
  return code
}

function parse(
  argv: readonly string[],
): { files: readonly string[]; json: boolean; help: boolean } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    })
    return { files: positionals, json: values.json ?? false, help: values.help ?? false }
  } catch {
    return undefined
  }
}
