import { holds, isFilled } from './conditions.ts'
import type { Field } from './fields.ts'
import { fieldShape } from './field-shapes.ts'
import type { RecordContext, RecordType, Values } from './record-type.ts'
import { addMonths, isIsoDate, type IsoDate } from './roc-date.ts'
import { parse } from './shape.ts'

/** One thing to mend: `code` keys its message (`issues.<code>`), `field` (and `row`) the place. Never a value. */
export interface Issue {
  readonly field: string
  readonly row?: string
  readonly column?: string
  readonly code: string
  readonly params?: Readonly<Record<string, string | number>>
}

/**
 * What is wrong with a record. A draft may leave required fields empty; a transition may not, and is judged
 * for `context.state`, the state it leads to. Uniqueness and the existence of referenced records need the
 * store and are checked there.
 */
export function validate(
  type: RecordType,
  values: Values,
  context: RecordContext,
  for_: 'draft' | 'transition',
): Issue[] {
  const issues: Issue[] = []
  for (const [key, field] of Object.entries(type.fields)) {
    if (field.kind === 'computed' || field.kind === 'autoNumber' || field.derived) continue
    const value = values[key]
    if (!isFilled(value)) {
      if (for_ === 'transition' && isRequired(field, values, context))
        issues.push({ field: key, code: 'required' })
      continue
    }
    issues.push(...fieldIssues(key, field, value, values, context, for_))
  }
  for (const rule of type.rules ?? []) {
    if (rule.at === 'transition' && for_ === 'draft') continue
    if (!isFilled(values[rule.field]) || rule.holds(values, context)) continue
    issues.push({
      field: rule.field,
      code: rule.code,
      ...(rule.params && { params: rule.params(values, context) }),
    })
  }
  return issues
}

export function isRequired(
  field: Field,
  values: Values,
  { state, organization }: Pick<RecordContext, 'state' | 'organization'>,
): boolean {
  if (field.required === undefined || field.required === true) return field.required === true
  return holds(field.required, values, state, organization)
}

function fieldIssues(
  key: string,
  field: Field,
  value: unknown,
  values: Values,
  context: RecordContext,
  for_: 'draft' | 'transition',
): Issue[] {
  if (!parse(fieldShape(field), value).ok) return [{ field: key, code: `shape.${field.kind}` }]
  switch (field.kind) {
    case 'string':
    case 'text':
      return textIssues(key, field, value as string)
    case 'integer':
    case 'decimal':
    case 'score':
      return numberIssues(key, field, value as number)
    case 'date':
    case 'dateTime':
      return dateIssues(key, field, value as string, values, context)
    case 'dateRange': {
      const { from, to } = value as { from: IsoDate; to: IsoDate }
      return from <= to ? [] : [{ field: key, code: 'rangeReversed' }]
    }
    case 'ref':
      return field.acyclic ? cycleIssues(key, value as string, context) : []
    case 'list':
      return listIssues(key, field, value as readonly Values[], context, for_)
    default:
      return []
  }
}

/** Far deeper than any real hierarchy, so that a loop among other records cannot hang the check. */
const deepest = 100

function cycleIssues(key: string, parent: string, context: RecordContext): Issue[] {
  if (parent === context.id) return [{ field: key, code: 'namesItself' }]
  let ancestor: unknown = parent
  for (let depth = 0; depth < deepest && typeof ancestor === 'string'; depth++) {
    if (ancestor === context.id) return [{ field: key, code: 'cycle' }]
    ancestor = context.related(ancestor)?.[key]
  }
  return []
}

function textIssues(key: string, field: Extract<Field, { kind: 'string' | 'text' }>, value: string): Issue[] {
  const length = [...value.trim()].length
  if (field.minLength !== undefined && length < field.minLength) {
    return [{ field: key, code: 'tooShort', params: { min: field.minLength, length } }]
  }
  if (field.maxLength !== undefined && length > field.maxLength) {
    return [{ field: key, code: 'tooLong', params: { max: field.maxLength, length } }]
  }
  if (field.kind !== 'string') return []
  if (field.pattern && !new RegExp(`^(?:${field.pattern.source})$`, 'u').test(value)) {
    return [{ field: key, code: field.pattern.code }]
  }
  if (field.format === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value))
    return [{ field: key, code: 'notAnEmail' }]
  if (field.format === 'domain' && !/^(?!-)[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)*(:\d{1,5})?$/u.test(value)) {
    return [{ field: key, code: 'notADomain' }]
  }
  return []
}

function numberIssues(
  key: string,
  field: { readonly min?: number; readonly max?: number },
  value: number,
): Issue[] {
  if (field.min !== undefined && value < field.min)
    return [{ field: key, code: 'tooSmall', params: { min: field.min } }]
  if (field.max !== undefined && value > field.max)
    return [{ field: key, code: 'tooLarge', params: { max: field.max } }]
  return []
}

function dateIssues(
  key: string,
  field: Extract<Field, { kind: 'date' | 'dateTime' }>,
  value: string,
  values: Values,
  context: RecordContext,
): Issue[] {
  const day = value.slice(0, 10) as IsoDate
  const earliest = dateNamed(field.notBefore, values, context)
  const latest = dateNamed(field.notAfter, values, context)
  if (earliest && day < earliest) return [{ field: key, code: 'tooEarly', params: { date: earliest } }]
  if (latest && day > latest) return [{ field: key, code: 'tooLate', params: { date: latest } }]
  if (field.withinMonths !== undefined) {
    const last = addMonths(earliest ?? context.today, field.withinMonths)
    if (day > last) return [{ field: key, code: 'tooLate', params: { date: last } }]
  }
  return []
}

function dateNamed(name: string | undefined, values: Values, context: RecordContext): IsoDate | undefined {
  if (name === undefined) return undefined
  if (name === 'today') return context.today
  if (name === 'createdAt') return context.createdAt
  const value = values[name]
  const day = typeof value === 'string' ? value.slice(0, 10) : undefined
  return isIsoDate(day) ? day : undefined
}

function listIssues(
  key: string,
  field: Extract<Field, { kind: 'list' }>,
  rows: readonly Values[],
  context: RecordContext,
  for_: 'draft' | 'transition',
): Issue[] {
  const issues: Issue[] = []
  if (field.maxRows !== undefined && rows.length > field.maxRows) {
    issues.push({ field: key, code: 'tooManyRows', params: { max: field.maxRows } })
  }
  for (const row of rows) {
    const place = { field: key, row: String(row['rowId']) }
    for (const [column, columnField] of Object.entries(field.columns)) {
      const value = row[column]
      if (!isFilled(value)) {
        if (for_ === 'transition' && isRequired(columnField, row, context)) {
          issues.push({ ...place, column, code: 'required' })
        }
        continue
      }
      for (const issue of fieldIssues(column, columnField, value, row, context, for_)) {
        issues.push({ ...issue, ...place, column })
      }
    }
  }
  return issues
}
