import { ok, type Result } from '../model/result.ts'
import { parse, shape } from '../model/shape.ts'
import { authorities, scopes, signalIds, type PageSignals } from './signal.ts'

const text = (most: number) => shape.string().max(most)
const address = text(2000)

const signal = shape.strictObject({
  signal: shape.enum(signalIds),
  scope: shape.enum(scopes),
  authority: shape.enum(authorities),
  about: shape.array(address).max(100),
  licence: text(2000).optional(),
  notice: text(300).optional(),
  acquire: address.optional(),
  title: text(200).optional(),
  author: text(200).optional(),
  year: text(9).optional(),
  reserves: shape.enum(['training', 'ai', 'imageAi']).optional(),
})

export const pageSignalsShape = shape.strictObject({
  url: address,
  title: text(200).optional(),
  signals: shape.array(signal).max(1000),
  truncated: shape.boolean(),
})

/** Signals as they arrive from a page's content script: outside data, however friendly. */
export function parsePageSignals(value: unknown): Result<PageSignals> {
  const parsed = parse(pageSignalsShape, value)
  // An absent field and one that is `undefined` are the same to JSON, not to the compiler.
  return parsed.ok ? ok(parsed.value as PageSignals) : parsed
}
