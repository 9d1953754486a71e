import { fileProblem } from './file-problem.ts'
import { parseCommand, usage, type ScanCommand } from './arguments.ts'
import { readFileText, scanFile } from './scan-file.ts'
import { scanLines } from './scan-lines.ts'

const exit = { fine: 0, notAll: 1, usage: 2 } as const

// `scan … | head` closes the pipe early; that is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? exit.fine : exit.notAll),
)

const command = parseCommand(process.argv.slice(2))
if (command.ok) process.exitCode = await run(command.value)
else {
  process.stderr.write(`scan: ${command.error.text}\n\n${usage}`)
  process.exitCode = exit.usage
}

async function run(asked: ScanCommand): Promise<number> {
  switch (asked.mode) {
    case 'help':
      process.stdout.write(usage)
      return exit.fine
    case 'jsonl':
      return (await scanLines(process.stdin, process.stdout, process.stderr, asked.show)) === 0
        ? exit.fine
        : exit.notAll
    case 'text':
      return printText(asked.file)
    case 'files':
      return scanFiles(asked)
  }
}

async function printText(file: string): Promise<number> {
  try {
    const read = await readFileText(file)
    if (read.status === 'readable') {
      process.stdout.write(read.readable.text)
      return exit.fine
    }
    process.stderr.write(`${file}: cannot inspect: ${read.reason}\n`)
  } catch (error) {
    process.stderr.write(`${file}: ${fileProblem(error)}\n`)
  }
  return exit.notAll
}

async function scanFiles(asked: Extract<ScanCommand, { mode: 'files' }>): Promise<number> {
  // Messages are compiled; what machines read must work before they are.
  const words = asked.json ? undefined : await import('./print-table.ts')
  let code: number = exit.fine
  for (const file of asked.files) {
    try {
      const scanned = await scanFile(file, asked)
      process.stdout.write(words ? words.printFile(scanned) : `${JSON.stringify(scanned)}\n`)
      if (scanned.status === 'cannot-inspect') code = exit.notAll
    } catch (error) {
      process.stderr.write(`${file}: ${fileProblem(error)}\n`)
      code = exit.notAll
    }
  }
  if (words) process.stdout.write(words.closing())
  return code
}
