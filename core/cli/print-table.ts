import { leastSureScore } from '../detection/evidence.ts'
import { m, messageFor } from '../i18n/index.ts'
import type { ScannedFile } from './scan-file.ts'

/** What was found in one file, for the eye: counts by type, people, and what the guard would do. */
export function printFile({ file, status, reason, format, people, matches, verdicts }: ScannedFile): string {
  const lines = [`${file}${format === null ? '' : `  (${format})`}`]
  if (status === 'cannot-inspect')
    lines.push(`  ${m['scan.cannotInspect']({ reason: messageFor(`cannotInspect.${reason}`) })}`)
  else if (matches.length === 0) lines.push(`  ${m['scan.nothing']()}`)
  if (matches.length > 0) {
    lines.push(`  ${m['scan.people']()}  ${people}`)
    for (const [name, count] of countNames(matches)) lines.push(`  ${name}  ${count}`)
    for (const { type, start, end, value } of matches) {
      if (value !== undefined) lines.push(`    ${start}–${end}  ${messageFor(`detected.${type}`)}  ${value}`)
    }
  }
  for (const { ruleId, action } of verdicts) {
    lines.push(`  ${messageFor(`actions.${action}`)}  ${ruleId} ${messageFor(`rules.${ruleId}.name`)}`)
  }
  return `${lines.join('\n')}\n`
}

export const closing = (): string => `${m['scan.notKept']()}\n`

function countNames(matches: ScannedFile['matches']): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { type, score } of matches) {
    const name = messageFor(`detected.${type}`)
    const shown = score < leastSureScore ? m['scan.possible']({ type: name }) : name
    counts.set(shown, (counts.get(shown) ?? 0) + 1)
  }
  return counts
}
