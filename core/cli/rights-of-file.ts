import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { pathToFileURL } from 'node:url'
import { refusedBySize } from '../extraction/extract.ts'
import { licenceFileText, licenceMembers } from '../extraction/licence-members.ts'
import type { CannotInspectReason } from '../model/readable.ts'
import { creditLine } from '../rights/credit-line.ts'
import { decideUse, type UseDecision } from '../rights/decide-use.ts'
import { readSavedPage } from '../rights/saved-page.ts'
import { statementOf } from '../rights/statement-of.ts'
import { maySpeakOfRights, statementOfFiles } from '../rights/statement-of-files.ts'
import type { Statement } from '../rights/statement.ts'
import { uses } from '../rights/use.ts'

export type RightsOfFile = { readonly file: string } & (
  | { readonly status: 'cannot-inspect'; readonly reason: CannotInspectReason }
  | {
      readonly status: 'read'
      /** What was read: a page's signals, an archive's licence files, one text, or nothing of this format yet. */
      readonly kind: 'page' | 'archive' | 'text' | 'other'
      readonly statement: Statement
      readonly uses: readonly UseDecision[]
      readonly credit: { readonly 'zh-TW'?: string; readonly en?: string }
    }
)

const patience = 20_000

/** The rights in one file. Throws what the file system throws. */
export async function readRights(file: string): Promise<RightsOfFile> {
  const { size } = await stat(file)
  const refused = refusedBySize(size)
  if (refused) return { file, status: 'cannot-inspect', reason: refused }
  const bytes = new Uint8Array(await readFile(file))
  const name = basename(file)
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const members = licenceMembers(bytes, maySpeakOfRights, Date.now() + patience)
    return members.status === 'read'
      ? reported(file, 'archive', statementOfFiles(name, members.files))
      : { file, status: 'cannot-inspect', reason: members.reason }
  }
  const raw = new TextDecoder().decode(bytes)
  if (/\.(html?|xhtml|mhtml)$/i.test(name) || /^\s*(<!doctype html|<html)/i.test(raw.slice(0, 500)))
    return reported(file, 'page', statementOf(readSavedPage(raw, pathToFileURL(file).href)))
  const text = licenceFileText(bytes, Date.now() + patience)
  return text === undefined
    ? reported(file, 'other', statementOfFiles(name, []))
    : reported(file, 'text', statementOfFiles(name, [{ name, text }]))
}

function reported(file: string, kind: 'page' | 'archive' | 'text' | 'other', found: Statement): RightsOfFile {
  // The address of the local file is nobody's business.
  const statement = found.subject.startsWith('file:')
    ? { ...found, subject: basename(file), credit: withoutSource(found) }
    : found
  const [zh, en] = [creditLine(statement, 'zh-TW'), creditLine(statement, 'en')]
  return {
    file,
    status: 'read',
    kind,
    statement,
    uses: uses.map((use) => decideUse(statement, use)),
    credit: { ...(zh !== undefined && { 'zh-TW': zh }), ...(en !== undefined && { en }) },
  }
}

const withoutSource = ({ credit: { source: _, ...credit } }: Statement): Statement['credit'] => credit
