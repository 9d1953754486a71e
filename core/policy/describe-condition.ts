import { specialTypes } from '../detection/types.ts'
import { messageFor, type Locale } from '../i18n/index.ts'
import { confidentialTypes, identifyingTypes, paymentTypes, personalTypes } from './data-kinds.ts'
import type { RuleCondition } from './rule.ts'

/** A condition as a sentence in the reader's language, from the condition itself: the two cannot disagree. */
export function describeCondition(condition: RuleCondition, locale?: Locale): string {
  const say = (key: string, params: Readonly<Record<string, string | number>> = {}): string =>
    messageFor(`ruleCondition.${key}`, params, locale)
  const list = (answers: readonly string[], keyOf: (answer: string) => string): string =>
    answers.map((answer) => messageFor(keyOf(answer), {}, locale)).join(say('listComma'))
  const types = (named: readonly string[] | undefined): string => {
    const group = groups.find(([, members]) => members.join() === named?.join())?.[0]
    return group || !named ? say(group ?? 'personal') : list(named, (type) => `detected.${type}`)
  }
  const join = (of: readonly RuleCondition[], word: string): string =>
    of.map((part) => (part.type === 'any' || part.type === 'all' ? say('group', { of: write(part) }) : write(part))).join(say(word)) // prettier-ignore

  function write(part: RuleCondition, no = false): string {
    const key = no ? `not.${part.type}` : `is.${part.type}`
    switch (part.type) {
      case 'all':
        // Not all of them; De Morgan, so that what is denied is said plainly.
        return no ? joinDenied(part.of, 'or') : join(part.of, 'and')
      case 'any':
        return no ? joinDenied(part.of, 'and') : join(part.of, 'or')
      case 'not':
        return write(part.of, !no)
      case 'direction':
        return say(key, { of: list(part.in, (one) => `records.webEvent.fields.direction.options.${one}`) })
      case 'siteApproved':
        return say(key, { of: messageFor(`records.siteRegister.fields.allowedDataClasses.options.${part.for ?? 'personal'}`, {}, locale) }) // prettier-ignore
      case 'siteCategory':
        return say(key, { of: list(part.in, (one) => `records.siteList.fields.category.options.${one}`) })
      case 'hostRegion':
        return say(key, { of: list(part.in, (one) => one === 'local' ? 'ruleCondition.local' : `records.siteList.fields.dataLocation.options.${one}`) }) // prettier-ignore
      case 'fileExtension':
        return say(key, { of: part.in.map((one) => `.${one}`).join(say('listComma')) })
      case 'fileKind':
        return say(key, { of: list(part.in, (one) => `ruleCondition.kind.${one}`) })
      case 'rights':
        return say(key, { of: list(part.in, (one) => `ruleCondition.decision.${one}`) })
      case 'holds':
        return say(part.least > 1 && !no ? 'is.holdsMany' : key, { of: types(part.types), least: part.least })
      case 'count':
        return say(key, { least: part.least })
      case 'form': {
        const facts = (['personal', 'notice', 'listed'] as const).flatMap((fact) =>
          part[fact] === undefined ? [] : [say(`form.${fact}.${part[fact] ? 'yes' : 'no'}`)],
        )
        return no ? say('deny', { of: facts.join(say('and')) }) : facts.join(say('and'))
      }
      case 'siteRegistered':
      case 'ownDomain':
      case 'insecure':
      case 'cannotInspect':
      case 'firstUseToday':
      case 'cracked':
        return say(key)
    }
  }
  const joinDenied = (of: readonly RuleCondition[], word: string): string =>
    of.map((part) => write(part, true)).join(say(word))
  return write(condition)
}

const groups: readonly (readonly [string, readonly string[]])[] = [
  ['personal', personalTypes],
  ['confidential', confidentialTypes],
  ['special', specialTypes],
  ['identifying', identifyingTypes],
  ['payment', paymentTypes],
]
