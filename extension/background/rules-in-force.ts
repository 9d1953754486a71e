import { messageFor, type Locale } from '../../core/i18n/index.ts'
import { entityClass, stricter } from '../../core/policy/judge.ts'
import { guardRules } from '../../core/policy/packs/index.ts'
import type { PolicySettings } from '../../core/policy/verdict.ts'
import type { ExtensionStatus } from '../status.ts'

/** The rules a person is under, with what each does before escalations and exceptions. */
export function rulesInForce(policy: PolicySettings, locale: Locale): ExtensionStatus['rules'] {
  const entity = entityClass[policy.entityType]
  return guardRules.flatMap((rule) => {
    const setting = policy.rules.find(({ ruleId }) => ruleId === rule.id)
    // 公務機關 may not switch a rule off or lower it.
    if (setting && !setting.enabled && entity !== 'gov') return []
    const standard = rule.defaultAction[entity]
    const chosen = setting?.enabled ? setting.action : undefined
    const action = chosen === undefined ? standard : entity === 'gov' ? stricter(chosen, standard) : chosen
    return [{ id: rule.id, name: messageFor(`rules.${rule.id}.name`, {}, locale), action }]
  })
}
