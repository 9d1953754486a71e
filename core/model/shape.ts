import { z } from 'zod'
import { ok, problem, type Err, type Result } from './result.ts'

// Compiled parsers need `eval`, which every policy of ours forbids; asking for it is itself a violation.
z.config({ jitless: true })

/** Declarations of outside data. The one door to the schema library: every boundary parses through `parse`. */
export { z as shape }
export type ShapeOf<S extends z.ZodType> = z.infer<S>

type Misshapen = Err<{
  readonly type: 'Misshapen'
  readonly detail?: Readonly<Record<string, string | number>>
}>['error']

/** Parses outside data by its declaration; the reason names the first field that does not fit, not its value. */
export function parse<S extends z.ZodType>(declaration: S, value: unknown): Result<z.infer<S>, Misshapen> {
  const parsed = declaration.safeParse(value)
  if (parsed.success) return ok(parsed.data)
  const issue = parsed.error.issues[0]
  return problem('Misshapen', { at: issue?.path.join('.') ?? '', why: issue?.code ?? 'invalid' })
}

export const bytes = z.instanceof(Uint8Array) as unknown as z.ZodType<Uint8Array<ArrayBuffer>>
