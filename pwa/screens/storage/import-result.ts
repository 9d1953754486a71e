import type { Imported } from '../../../core/store/file/imported.ts'
import { refusalKey } from '../devices/refusal-reason.ts'

/** Reasons as sentences with their counts, most first; several codes may say the same to a person. */
export function refusalsBySentence(
  refused: Imported['refused'],
): readonly { readonly key: string; readonly count: number; readonly codes: readonly string[] }[] {
  const sentences = new Map<string, { count: number; codes: string[] }>()
  for (const [code, count] of Object.entries(refused)) {
    const key = ofTheFile.has(code) ? 'sync.reason.damaged' : refusalKey(code)
    const found = sentences.get(key) ?? { count: 0, codes: [] }
    sentences.set(key, { count: found.count + count, codes: [...found.codes, code] })
  }
  return [...sentences].map(([key, found]) => ({ key, ...found })).sort((a, b) => b.count - a.count)
}

/** What only reading a file can find. */
const ofTheFile: ReadonlySet<string> = new Set(['Unreadable', 'ChunkDamaged', 'BadKeys'])

/** Whether the file brought anything, or kept anything out. */
export const broughtNothing = ({
  admitted,
  waiting,
  refused,
  notForHere,
  chunks,
  whole,
}: Imported): boolean =>
  whole && admitted + waiting + notForHere + chunks === 0 && Object.keys(refused).length === 0

const failures: ReadonlySet<string> = new Set([
  'NotAFile', 'OtherVersion', 'OtherWorkspace', 'FileUnreadable', 'NotSaved',
]) // prettier-ignore

/** Key of the sentence for a file that could not be read; undefined where the general one says it. */
export function importFailureKey(type: string, fileName: string): string | undefined {
  if (type === 'NotAFile' && fileName.endsWith('.countersign-backup'))
    return 'backup.exchange.failure.isBackup'
  return failures.has(type) ? `backup.exchange.failure.${type}` : undefined
}
