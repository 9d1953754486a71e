/** When a field must be filled: data, so that forms can show it, prints can cite it and tests can walk it. */
export type Condition =
  | { readonly type: 'field'; readonly field: string; readonly is: readonly (string | boolean)[] }
  | { readonly type: 'filled'; readonly field: string }
  | { readonly type: 'state'; readonly in: readonly string[] }
  | { readonly type: 'any'; readonly of: readonly Condition[] }
  | { readonly type: 'all'; readonly of: readonly Condition[] }

export const when = {
  field: (field: string) => ({
    is: (...is: (string | boolean)[]): Condition => ({ type: 'field', field, is }),
  }),
  filled: (field: string): Condition => ({ type: 'filled', field }),
  state: (...states: string[]): Condition => ({ type: 'state', in: states }),
  any: (...of: Condition[]): Condition => ({ type: 'any', of }),
  all: (...of: Condition[]): Condition => ({ type: 'all', of }),
}

export function holds(condition: Condition, values: Readonly<Record<string, unknown>>, state: string): boolean {
  switch (condition.type) {
    case 'field':
      return condition.is.includes(values[condition.field] as string | boolean)
    case 'filled':
      return isFilled(values[condition.field])
    case 'state':
      return condition.in.includes(state)
    case 'any':
      return condition.of.some((part) => holds(part, values, state))
    case 'all':
      return condition.of.every((part) => holds(part, values, state))
  }
}

/** `false` and `0` are answers; an empty text, list or nothing at all is not. */
export function isFilled(value: unknown): boolean {
  if (value === undefined || value === null) return false
  if (typeof value === 'string') return value.trim() !== ''
  if (Array.isArray(value)) return value.length > 0
  return true
}
