import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { messageShapes } from '../../../extension/background/message-shapes.ts'
import { parse } from '../../../core/model/shape.ts'

const hold = '0123456789abcdef0123456789abcdef'
const file = new File(['a'], '名單.csv')

/** One message of each type as its own sender writes it. */
const genuine: { readonly [Type in keyof typeof messageShapes]: unknown } = {
  inspect: { hold, direction: 'paste', files: [file], text: '名單' },
  followMagnet: { hold },
  question: undefined,
  abandon: { hold },
  explainInterruption: { hold },
  screenReason: { hold, text: '理由' },
  decide: { hold, decision: { type: 'justify', reason: '配合年度稽核送交抽查名冊' } },
  inspectFile: { job: hold, turn: 1, file, fileExtension: 'csv' },
  inspectionProgress: { turn: 1, share: 0.5 },
  lookAtFile: { file, fileExtension: 'zip', before: 0 },
  cancelInspection: { job: hold },
  status: { tabId: 3 },
  acknowledge: { version: 1 },
  setLanguage: { language: 'en' },
  startPairing: { address: 'http://localhost:4173' },
  answerPairing: { accept: true },
  unpair: undefined,
}
const types = Object.keys(messageShapes) as (keyof typeof messageShapes)[]

describe.each(types)('the message %s', (type) => {
  const declaration = messageShapes[type]

  test('is taken as its sender writes it', () => {
    expect(parse(declaration, genuine[type]).ok).toBe(true)
  })

  test('is refused as anything else, without throwing', () => {
    fc.assert(
      fc.property(fc.anything(), (given) => {
        const parsed = parse(declaration, given)
        // `status`, `question` and `unpair` carry nothing that must be there.
        const empty = type === 'status' || type === 'question' || type === 'unpair'
        if (parsed.ok) expect(empty).toBe(true)
      }),
    )
  })

  test('is refused with a field more', () => {
    if (type === 'unpair' || type === 'question') return
    expect(parse(declaration, { ...(genuine[type] as object), fileName: '名單.csv' }).ok).toBe(false)
  })
})

test('a decision that no notice offers is refused', () => {
  for (const decision of [
    { type: 'release' },
    { type: 'justify' },
    { type: 'justify', reason: 'x'.repeat(501) },
  ]) {
    expect(parse(messageShapes.decide, { hold, decision }).ok).toBe(false)
  }
})

test('a file that arrived as a plain object, as older browsers would send it, is refused', () => {
  expect(parse(messageShapes.inspect, { hold, files: [{}] }).ok).toBe(false)
})
