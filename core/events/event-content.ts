import { detectedTypes } from '../detection/types.ts'
import { isUlid } from '../model/ids.ts'
import { fromUtf8 } from '../model/bytes.ts'
import { cannotInspectReasons } from '../model/readable.ts'
import { isIsoDateTime } from '../model/roc-date.ts'
import { problem, type Result } from '../model/result.ts'
import { parse, shape, type ShapeOf } from '../model/shape.ts'
import { licenceBases } from '../rights/download-answers.ts'
import { uses } from '../rights/use.ts'
import { formDigestShape } from './form-digest.ts'

/**
 * Everything a guard event may hold (domain section 9, stored fields). The shape is strict: a field that is
 * not listed here, such as a file name, a full address or a person's name, makes the event unreadable.
 */
export const eventContentShape = shape.strictObject({
  eventId: shape.string().refine(isUlid),
  /** The device's clock, with Taiwan's offset. */
  at: shape.string().refine(isIsoDateTime),
  /** `P-XXXX`: a random code; who stands behind it is a `guardProfile` record. */
  profileCode: shape.string().regex(/^P-[0-9A-HJKMNP-TV-Z]{4,8}$/),
  ruleId: shape.string().regex(/^[A-Z]{2}-\d{2}$/),
  ruleVersion: shape.int().min(1),
  /** Other rules that applied, strictest first. */
  furtherRules: shape
    .array(
      shape.strictObject({
        ruleId: shape.string().regex(/^[A-Z]{2}-\d{2}$/),
        ruleVersion: shape.int().min(1),
      }),
    )
    .max(29),
  action: shape.enum(['log', 'warn', 'justify', 'block', 'allowedByException']),
  /** Registrable domain only; never a path or a query. */
  host: shape
    .string()
    .max(253)
    .regex(/^[^/?#\s@]+$/),
  category: shape.enum([
    'cloud',
    'genai',
    'social',
    'mail',
    'transfer',
    'gov',
    'media',
    'piracy',
    'download',
    'form',
    'other',
    'unknown',
  ]),
  direction: shape.enum(['upload', 'download', 'navigate', 'paste', 'formSubmit']),
  fileExtension: shape
    .string()
    .regex(/^[a-z0-9]{1,8}$/)
    .optional(),
  sizeBucket: shape.enum(['<100KB', '<1MB', '<10MB', '<100MB', '>=100MB']).optional(),
  /** First 12 hex digits of HMAC-SHA-256 under a key only this device holds: not a fingerprint others can look up. */
  contentDigest: shape
    .string()
    .regex(/^[0-9a-f]{12}$/)
    .optional(),
  /** An own form that no personal-data file names (PD-12), so that one press can list it. */
  formDigest: formDigestShape.optional(),
  dataClasses: shape.array(shape.enum(detectedTypes)).max(detectedTypes.length),
  hitCountBucket: shape.enum(['1', '2-9', '10-99', '100+']).optional(),
  cannotInspect: shape.enum(cannotInspectReasons).optional(),
  userDecision: shape.enum(['cancel', 'proceed', 'override', 'exceptionRequest']),
  /** Screened by the detectors before it is accepted. */
  justification: shape.string().max(500).optional(),
  exceptionRequest: shape
    .strictObject({
      reason: shape.string().min(20).max(500),
      compensating: shape.string().max(500),
      days: shape.int().min(1).max(366),
    })
    .optional(),
  /** What a person said of a work they keep (IP-04): enough for its record and its credit line, no address, no name. */
  licence: shape
    .strictObject({
      use: shape.enum(uses),
      basis: shape.enum(licenceBases),
      /** Registrable domain it came from. */
      source: shape
        .string()
        .max(253)
        .regex(/^[^/?#\s@]+$/),
      /** SPDX expression of what the page said of it, or `unknown`. */
      statement: shape
        .string()
        .max(120)
        .regex(/^[A-Za-z0-9.+() -]+$/),
    })
    .optional(),
  /** The policy bundle the verdict was made under. */
  policyVersion: shape.string().max(40),
})

export type EventContent = ShapeOf<typeof eventContentShape>

export function readEventContent(payload: Uint8Array): Result<EventContent, { readonly type: 'Misshapen' }> {
  let data: unknown
  try {
    data = JSON.parse(fromUtf8(payload))
  } catch {
    return problem('Misshapen')
  }
  return parse(eventContentShape, data)
}
