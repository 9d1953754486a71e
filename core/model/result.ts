/** An expected outcome as a value. A bug throws; bad input is an `Err` with a reason a person can act on. */
export type Result<T, E = Problem> = Ok<T> | Err<E>
export interface Ok<T> {
  readonly ok: true
  readonly value: T
}
export interface Err<E> {
  readonly ok: false
  readonly error: E
}

/** `type` names the reason and keys its message in both languages; `detail` never holds personal data. */
export interface Problem {
  readonly type: string
  readonly detail?: Readonly<Record<string, string | number>>
}

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value })
export const err = <const E>(error: E): Err<E> => ({ ok: false, error })

export function problem<const T extends string>(
  type: T,
  detail?: Readonly<Record<string, string | number>>,
): Err<{ readonly type: T; readonly detail?: Readonly<Record<string, string | number>> }> {
  return err(detail ? { type, detail } : { type })
}

/** The value of a result that cannot fail here; throws if the programmer was wrong. */
export function unwrap<T>(result: Result<T, unknown>): T {
  if (result.ok) return result.value
  throw new Error(`unexpected failure: ${JSON.stringify(result.error)}`)
}
