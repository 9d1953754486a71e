import { currentLocale, hasMessage, messageFor } from '../../core/i18n/index.ts'

/** Names of declared things; the keys follow the declarations. */
export const typeLabel = (type: string): string => messageFor(`records.${type}.name`)
export const fieldLabel = (type: string, field: string): string =>
  messageFor(`records.${type}.fields.${field}.label`)
export const roleLabel = (role: string): string => messageFor(`roles.${role}`)

/** A type may name a state in its own words. */
export const stateLabel = (type: string, state: string): string =>
  hasMessage(`records.${type}.states.${state}`)
    ? messageFor(`records.${type}.states.${state}`)
    : messageFor(`states.${state}`)

/** One answer of a choice; a value this version does not know shows as it is. */
export function optionLabel(type: string, field: string, option: unknown): string {
  const key = `records.${type}.fields.${field}.options.${String(option)}`
  return hasMessage(key) ? messageFor(key) : String(option)
}

export const issueLabel = (code: string, params: Readonly<Record<string, string | number>> = {}): string =>
  messageFor(`issues.${code}`, params)

/** Shipped data carries its own two languages. */
export const named = (thing: { readonly zh: string; readonly en: string }): string =>
  currentLocale() === 'en' ? thing.en : thing.zh

/** A rule's name, or its id where this version does not ship the rule. */
export const ruleName = (ruleId: string): string =>
  hasMessage(`rules.${ruleId}.name`) ? messageFor(`rules.${ruleId}.name`) : ruleId

/** The reason a command failed, as a sentence. */
export const failureText = (failure: { readonly type: string }): string =>
  messageFor(hasMessage(`failure.${failure.type}`) ? `failure.${failure.type}` : 'failure.NotSaved')
