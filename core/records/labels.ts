import { hasMessage, messageFor, type Locale } from '../i18n/index.ts'
import type { Issue } from '../model/validate.ts'

/**
 * What people read in place of keys. Every key here is computed from declarations; the contract tests prove
 * that each exists in both languages.
 */
export const typeName = (type: string, locale?: Locale): string =>
  messageFor(`records.${type}.name`, {}, locale)

export const fieldLabel = (type: string, field: string, locale?: Locale): string =>
  messageFor(`${fieldKey(type, field)}.label`, {}, locale)
/** What to write in the field. */
export const fieldHelp = (type: string, field: string, locale?: Locale): string =>
  messageFor(`${fieldKey(type, field)}.help`, {}, locale)
/** A good answer, where one helps. */
export const fieldExample = (type: string, field: string, locale?: Locale): string | undefined =>
  optional(`${fieldKey(type, field)}.example`, locale)
/** The clause or article that asks for the field. */
export const fieldClause = (type: string, field: string, locale?: Locale): string | undefined =>
  optional(`${fieldKey(type, field)}.clause`, locale)
/** How a computed field comes about. */
export const fieldFormula = (type: string, field: string, locale?: Locale): string | undefined =>
  optional(`${fieldKey(type, field)}.formula`, locale)
export const columnLabel = (type: string, field: string, column: string, locale?: Locale): string =>
  messageFor(`${fieldKey(type, field)}.columns.${column}.label`, {}, locale)
/** An option of a field, or of a list's column. */
export const optionLabel = (
  type: string,
  field: string,
  option: string,
  locale?: Locale,
  column?: string,
): string =>
  messageFor(`${fieldKey(type, field)}${column ? `.columns.${column}` : ''}.options.${option}`, {}, locale)

/** A state in the words of its type, or in those all types share. */
export function stateLabel(type: string, state: string, locale?: Locale): string {
  return optional(`records.${type}.states.${state}`, locale) ?? messageFor(`states.${state}`, {}, locale)
}

export const issueText = ({ code, params }: Pick<Issue, 'code' | 'params'>, locale?: Locale): string =>
  messageFor(`issues.${code}`, params, locale)
export const roleName = (role: string, locale?: Locale): string => messageFor(`roles.${role}`, {}, locale)
export const withUnit = (value: number | string, unit: string, locale?: Locale): string =>
  messageFor(`units.${unit}`, { value }, locale)

const fieldKey = (type: string, field: string): string => `records.${type}.fields.${field}`
const optional = (key: string, locale?: Locale): string | undefined =>
  hasMessage(key) ? messageFor(key, {}, locale) : undefined
