/** When a field must be filled: data, so that forms can show it, prints can cite it and tests can walk it. */
export type Condition =
  | { readonly type: 'field'; readonly field: string; readonly is: readonly (string | boolean)[] }
  | { readonly type: 'filled'; readonly field: string }
  | { readonly type: 'state'; readonly in: readonly string[] }
  /** What the organisation settings say; unknown settings fulfil nothing. */
  | { readonly type: 'organization'; readonly field: string; readonly is: readonly (string | boolean)[] }
  | { readonly type: 'any'; readonly of: readonly Condition[] }
  | { readonly type: 'all'; readonly of: readonly Condition[] }

export const when = {
  field: (field: string) => ({
    is: (...is: (string | boolean)[]): Condition => ({ type: 'field', field, is }),
  }),
  filled: (field: string): Condition => ({ type: 'filled', field }),
  state: (...states: string[]): Condition => ({ type: 'state', in: states }),
  organization: (field: string) => ({
    is: (...is: (string | boolean)[]): Condition => ({ type: 'organization', field, is }),
  }),
  any: (...of: Condition[]): Condition => ({ type: 'any', of }),
  all: (...of: Condition[]): Condition => ({ type: 'all', of }),
}

type Values = Readonly<Record<string, unknown>>

export function holds(condition: Condition, values: Values, state: string, organization?: Values): boolean {
  switch (condition.type) {
    case 'field':
      return isOneOf(condition.is, values[condition.field])
    case 'organization':
      return isOneOf(condition.is, organization?.[condition.field])
    case 'filled':
      return isFilled(values[condition.field])
    case 'state':
      return condition.in.includes(state)
    case 'any':
      return condition.of.some((part) => holds(part, values, state, organization))
    case 'all':
      return condition.of.every((part) => holds(part, values, state, organization))
  }
}

/** A field with several answers fulfils the condition with any one of them. */
const isOneOf = (wanted: readonly unknown[], value: unknown): boolean =>
  Array.isArray(value) ? value.some((part) => wanted.includes(part)) : wanted.includes(value)

/** `false` and `0` are answers; an empty text or list, an object of nothing but those, or nothing at all is not. */
export function isFilled(value: unknown): boolean {
  if (value === undefined || value === null) return false
  if (typeof value === 'string') return value.trim() !== ''
  if (Array.isArray(value)) return value.length > 0
  if (typeof value === 'object') return Object.values(value).some(isFilled)
  return true
}
