import { detect } from '../detection/detect.ts'
import type { DetectedType } from '../detection/types.ts'
import { err, ok, type Result } from '../model/result.ts'

/** Characters, not UTF-16 units: 𠮷 is one. */
export const leastReasonLength = 10

export type ReasonProblem =
  | { readonly type: 'ReasonTooShort'; readonly least: number; readonly count: number }
  | { readonly type: 'ReasonHoldsPersonalData'; readonly types: readonly DetectedType[] }

/**
 * Whether a reason may be stored: long enough to say something, and itself without personal data, since an event must
 * never hold any. Even a possible hit is refused: rewording costs a moment. Returns the reason without the space
 * around it; problems are the messages `screenReason.<type>`.
 */
export function screenReason(text: string, least = leastReasonLength): Result<string, ReasonProblem> {
  const reason = text.trim()
  const count = [...reason].length
  if (count < least) return err({ type: 'ReasonTooShort', least, count })
  const types = [...new Set(detect(reason).matches.map(({ type }) => type))]
  return types.length > 0 ? err({ type: 'ReasonHoldsPersonalData', types }) : ok(reason)
}
