import { parseArgs } from 'node:util'
import { problem, ok, type Result } from '../model/result.ts'

export type ScanCommand =
  | { readonly mode: 'help' }
  | { readonly mode: 'jsonl'; readonly show: boolean }
  | { readonly mode: 'text'; readonly file: string }
  | { readonly mode: 'files'; readonly files: readonly string[]; readonly json: boolean; readonly show: boolean; readonly entity: 'private' | 'gov' | 'sng'; readonly host: string } // prettier-ignore

export const usage = `Usage: npm run scan -- FILE… [--json] [--entity private|gov|sng] [--host HOST] [--show]
       npm run scan -- --jsonl < LINES
       npm run scan -- --text FILE

Finds personal data in files, on this machine; nothing is sent or kept.

  FILE…            txt csv tsv json html md xml (UTF-8, UTF-16, Big5, GB18030) docx xlsx pptx odt ods odp
                   pdf eml and zip of these; a table of what was found
  --json           one JSON object per file, a line each
  --jsonl          reads {"id","text"} lines on standard input, writes {"id","people","matches"} lines
  --text FILE      prints what was read from a file
  --entity TYPE    judge as this kind of organisation (default: private)
  --host HOST      judge an upload to this host (default: unapproved.example)
  --show           print the values found; without it they never are
  --help           this text

Exit code: 0 all read; 1 some file could not be inspected, or some line not read; 2 wrong usage.
`

/** Reads the command line; the problem's text is for the person who typed it. */
export function parseCommand(
  argv: readonly string[],
): Result<ScanCommand, { readonly type: 'Usage'; readonly text: string }> {
  const wrong = (text: string) => ({ ok: false, error: { type: 'Usage', text } }) as const
  const read = tryParse(argv)
  if (!read.ok) return wrong(String(read.error.detail?.['why'] ?? ''))
  const { values, positionals: files } = read.value
  const { entity = 'private', show = false } = values
  if (values.help) return ok({ mode: 'help' })
  if (entity !== 'private' && entity !== 'gov' && entity !== 'sng')
    return wrong(`--entity is private, gov or sng, not ${entity}`)
  if (values.jsonl)
    return files.length > 0
      ? wrong('--jsonl reads standard input and takes no files')
      : ok({ mode: 'jsonl', show })
  if (values.text !== undefined)
    return files.length > 0 ? wrong('--text takes one file') : ok({ mode: 'text', file: values.text })
  if (files.length === 0) return wrong('name at least one file, or use --jsonl')
  return ok({
    mode: 'files',
    files,
    json: values.json ?? false,
    show,
    entity,
    host: values.host ?? 'unapproved.example',
  })
}

function tryParse(argv: readonly string[]) {
  try {
    return ok(
      parseArgs({
        args: [...argv],
        allowPositionals: true,
        options: {
          json: { type: 'boolean' },
          jsonl: { type: 'boolean' },
          show: { type: 'boolean' },
          help: { type: 'boolean', short: 'h' },
          text: { type: 'string' },
          entity: { type: 'string' },
          host: { type: 'string' },
        },
      }),
    )
  } catch (error) {
    return problem('Usage', { why: error instanceof Error ? error.message : String(error) })
  }
}
