import type { RecordRow } from '../../../core/projections/rows.ts'
import { parse, shape } from '../../../core/model/shape.ts'

/** The fields of an event as a screen needs them; what an event does not say is an empty text or list. */
export interface EventView {
  readonly ruleId: string
  readonly ruleVersion: number | undefined
  readonly action: string
  readonly host: string
  readonly category: string
  readonly direction: string
  readonly fileExtension: string
  readonly sizeBucket: string
  readonly dataClasses: readonly string[]
  /** `2–9`, as it is written here; empty when nobody was counted. */
  readonly people: string
  readonly decision: string
  readonly justification: string
  readonly profile: string
  /** Names an own form no personal-data file lists (PD-12); empty when the event is about none. */
  readonly formDigest: string
  /** Why the file could not be read; empty when it was. */
  readonly cannotInspect: string
  readonly furtherRules: readonly string[]
  readonly asked: AskedException | undefined
  readonly licence: AnsweredLicence | undefined
}

/** What a person asked for in the guard's own dialog. */
export interface AskedException {
  readonly reason: string
  readonly compensating: string
  readonly days: number
}

/** What a person chose when downloading a work (IP-04). */
export interface AnsweredLicence {
  readonly use: string
  readonly basis: string
  /** Registrable domain. */
  readonly source: string
  /** SPDX expression, or `unknown`. */
  readonly statement: string
}

const text = shape.string().catch('')
const declaration = shape.object({
  ruleId: text,
  ruleVersion: shape.number().optional().catch(undefined),
  action: text,
  host: text,
  category: text,
  direction: text,
  fileMeta: shape
    .object({ fileExtension: text, sizeBucket: text, formDigest: text, cannotInspect: text })
    .catch({ fileExtension: '', sizeBucket: '', formDigest: '', cannotInspect: '' }),
  dataClasses: shape.array(shape.string()).catch([]),
  hitCountBucket: text,
  userDecision: text,
  justification: text,
  deviceProfileId: text,
  furtherRules: shape.array(shape.object({ ruleId: shape.string() })).catch([]),
  exceptionRequest: shape
    .object({ reason: shape.string(), compensating: shape.string(), days: shape.number() })
    .optional()
    .catch(undefined),
  licence: shape
    .object({ use: shape.string(), basis: shape.string(), source: shape.string(), statement: shape.string() })
    .optional()
    .catch(undefined),
})

/** A row came from another device: whatever it lacks must not break the list it stands in. */
export function eventView({ values }: Pick<RecordRow, 'values'>): EventView {
  const read = parse(declaration, values)
  const fields = read.ok ? read.value : declaration.parse({})
  const { fileExtension, sizeBucket, formDigest, cannotInspect } = fields.fileMeta
  return {
    ruleId: fields.ruleId,
    ruleVersion: fields.ruleVersion,
    action: fields.action,
    host: fields.host,
    category: fields.category,
    direction: fields.direction,
    fileExtension:
      fileExtension === '' || fileExtension.startsWith('.') ? fileExtension : `.${fileExtension}`,
    sizeBucket: sizeBucket.replace('>=', '≥'),
    dataClasses: fields.dataClasses,
    people: fields.hitCountBucket.replace('-', '–'),
    decision: fields.userDecision,
    justification: fields.justification,
    profile: fields.deviceProfileId,
    formDigest,
    cannotInspect,
    furtherRules: fields.furtherRules.map(({ ruleId }) => ruleId),
    asked: fields.exceptionRequest,
    licence: fields.licence,
  }
}
