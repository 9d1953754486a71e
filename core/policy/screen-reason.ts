import { detect } from '../detection/detect.ts'
import { ok, problem, type Result } from '../model/result.ts'

/** Characters, not UTF-16 units: 𠮷 is one. */
export const leastReasonLength = 10

export type ReasonProblem = {
  readonly type: 'ReasonTooShort' | 'ReasonHoldsPersonalData'
  readonly detail?: Readonly<Record<string, string | number>>
}

/**
 * Whether a reason may be stored: long enough to say something, and itself without personal data, since an event must
 * never hold any. Even a possible hit is refused: rewording costs a moment. `detail.types` lists types, comma separated.
 */
export function screenReason(text: string): Result<string, ReasonProblem> {
  const reason = text.trim()
  const count = [...reason].length
  if (count < leastReasonLength) return problem('ReasonTooShort', { least: leastReasonLength, count })
  const types = [...new Set(detect(reason).matches.map(({ type }) => type))]
  return types.length > 0 ? problem('ReasonHoldsPersonalData', { types: types.join(',') }) : ok(reason)
}
