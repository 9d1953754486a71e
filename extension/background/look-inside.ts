import type { IsoDate } from '../../core/model/roc-date.ts'
import type { CannotInspectReason } from '../../core/model/readable.ts'
import { agreesWithType } from '../../core/policy/file-signs.ts'
import { insideMatters } from '../../core/policy/inside-matters.ts'
import type { FileSigns, Observation, PolicySettings } from '../../core/policy/verdict.ts'
import { statementOfFiles } from '../../core/rights/statement-of-files.ts'
import type { DownloadPart } from '../messaging.ts'
import type { DownloadFacts } from './download-facts.ts'
import type { TabPage } from './download-tab.ts'
import type { LookHost } from './inspection-host.ts'
import { readAgain } from './read-again.ts'
import { rightsOfStatement, type WorkRights } from './work-rights.ts'

/** What a look at a download's bytes adds to what its name says. */
export interface Inside {
  readonly file: FileSigns
  /** What an archive's own licence files say, where it has any. */
  readonly rights?: WorkRights
  /** It would have mattered, and could not be read, or is not what it is called. Never guessed. */
  readonly cannotInspect?: CannotInspectReason
}

const kibibyte = 1024
/** A larger archive is read at its end only, where its directory stands. Bytes. */
const mostWhole = 20 * 1024 * kibibyte
const directoryReach = 1024 * kibibyte
/** Enough for every beginning that is known. */
const beginning: DownloadPart = { from: 0, most: 4 * kibibyte, toEnd: false }

/**
 * Looks into a download where the rules could say something else of it by what is inside: an archive, or a file whose
 * name and declared type do not agree. Everything else is not read a second time. Undefined when nothing was to be
 * asked.
 */
export async function lookInside(
  host: LookHost,
  facts: DownloadFacts,
  tab: TabPage | undefined,
  seen: Observation,
  policy: PolicySettings,
  today: IsoDate,
): Promise<Inside | undefined> {
  const { file, fileExtension = '', name, mime, sizeBytes } = facts
  const isArchive = file.kind === 'archive'
  if (!isArchive && agreesWithType(name, mime)) return undefined
  if (!insideMatters(seen, policy, today)) return undefined
  const isZip = isArchive && (fileExtension === 'zip' || /zip/.test(mime))
  if (isArchive && !isZip) return { file, cannotInspect: 'unknownFormat' }

  const read = tab && (await readAgain(facts, tab, isZip ? partOfZip(sizeBytes) : beginning))
  if (!read) return { file, cannotInspect: 'unreachable' }
  const extension = isZip ? 'zip' : fileExtension
  const looked = await host.look({ file: read.file, fileExtension: extension, before: read.before })
  if (looked.status === 'cannotInspect') return { file, cannotInspect: looked.reason }
  const { executable, cracked, lies, licences, unread } = looked
  const reason = lies ? 'wrongType' : unread
  return {
    file: { kind: executable ? 'executable' : file.kind, cracked: file.cracked || cracked },
    ...(licences.length > 0 ? { rights: rightsOfStatement(statementOfFiles(name, licences)) } : {}),
    ...(reason === undefined ? {} : { cannotInspect: reason }),
  }
}

const partOfZip = (sizeBytes: number): DownloadPart =>
  sizeBytes > mostWhole
    ? { from: sizeBytes - directoryReach, most: directoryReach, toEnd: true }
    : { from: 0, most: mostWhole, toEnd: true }
