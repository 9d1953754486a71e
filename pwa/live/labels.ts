import { currentLocale, hasMessage, messageFor } from '../../core/i18n/index.ts'

/** Names the screens need beyond those of declarations (`core/records/labels.ts`). */

/** One answer of a choice; a value this version does not know shows as it is. */
export function answerLabel(type: string, field: string, answer: unknown): string {
  const key = `records.${type}.fields.${field}.options.${String(answer)}`
  return hasMessage(key) ? messageFor(key) : String(answer)
}

/** Shipped data carries its own two languages. */
export const named = (thing: { readonly zh: string; readonly en: string }): string =>
  currentLocale() === 'en' ? thing.en : thing.zh

/** A rule's name, or its id where this version does not ship the rule. */
export const ruleName = (ruleId: string): string =>
  hasMessage(`rules.${ruleId}.name`) ? messageFor(`rules.${ruleId}.name`) : ruleId

/** The reason a command failed, as a sentence. */
export const failureText = (failure: { readonly type: string }): string =>
  messageFor(hasMessage(`failure.${failure.type}`) ? `failure.${failure.type}` : 'failure.NotSaved')
