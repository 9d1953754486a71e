import { shape, type ShapeOf } from '../../core/model/shape.ts'
import { licenceBases } from '../../core/rights/download-answers.ts'
import { uses } from '../../core/rights/use.ts'

const hold = shape.string().regex(/^[0-9a-f]{32}$/)
/** Generous: the verdict service refuses by size and count before reading. */
const maxFiles = 10_000
const file = shape.instanceof(File)

const decision = shape.discriminatedUnion('type', [
  shape.strictObject({ type: shape.literal('cancel') }),
  shape.strictObject({ type: shape.literal('proceed') }),
  shape.strictObject({ type: shape.literal('justify'), reason: shape.string().max(500) }),
  shape.strictObject({
    type: shape.literal('licence'),
    use: shape.enum(uses),
    basis: shape.enum(licenceBases),
    reason: shape.string().max(500),
  }),
  shape.strictObject({
    type: shape.literal('requestException'),
    reason: shape.string().max(500),
    compensating: shape.string().max(500),
    days: shape.int().min(1).max(366),
  }),
])

/** What each message may carry. Every handler gets what this lets through and nothing else. */
export const messageShapes = {
  inspect: shape.strictObject({
    hold,
    direction: shape.enum(['upload', 'paste', 'formSubmit']),
    files: shape.array(file).max(maxFiles),
    text: shape.string().optional(),
  }),
  followMagnet: shape.strictObject({ hold }),
  question: shape.undefined().or(shape.null()),
  abandon: shape.strictObject({ hold }),
  explainInterruption: shape.strictObject({ hold }),
  screenReason: shape.strictObject({ hold, text: shape.string().max(2000) }),
  decide: shape.strictObject({ hold, decision }),
  inspectFile: shape.strictObject({
    job: shape.string().max(64),
    turn: shape.int(),
    file,
    fileExtension: shape.string().max(8),
  }),
  lookAtFile: shape.strictObject({
    file,
    fileExtension: shape.string().max(8),
    before: shape.number().int().min(0),
  }),
  cancelInspection: shape.strictObject({ job: shape.string().max(64) }),
  inspectionProgress: shape.strictObject({ turn: shape.int(), share: shape.number().min(0).max(1) }),
  status: shape.strictObject({ tabId: shape.int().optional() }),
  acknowledge: shape.strictObject({ version: shape.int().min(1) }),
  setLanguage: shape.strictObject({ language: shape.enum(['auto', 'zh-TW', 'en']) }),
  startPairing: shape.strictObject({ address: shape.string().max(500) }),
  answerPairing: shape.strictObject({ accept: shape.boolean() }),
  unpair: shape.undefined().or(shape.null()),
} as const

export type Received = {
  readonly [Type in keyof typeof messageShapes]: ShapeOf<(typeof messageShapes)[Type]>
}
