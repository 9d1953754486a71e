import type { DetectedType, Findings } from '../detection/types.ts'
import type { CannotInspectReason } from '../model/readable.ts'
import type { Observation } from './verdict.ts'

/** What policy may know of findings: counts by type, without the hits that are only possible. */
export function inspected({ matches, people }: Findings): Observation['inspection'] {
  const counts: Partial<Record<DetectedType, number>> = {}
  for (const { type, severity } of matches)
    if (severity !== 'possible') counts[type] = (counts[type] ?? 0) + 1
  return { status: 'inspected', people, counts }
}

export const notInspected = (reason: CannotInspectReason): Observation['inspection'] => ({
  status: 'cannotInspect',
  reason,
})
