import { messageFor, type Locale } from '../../core/i18n/index.ts'
import type { PolicySettings } from '../../core/policy/verdict.ts'
import type { ExtensionStatus } from '../status.ts'

export function rulesInForce(policy: PolicySettings, locale: Locale): ExtensionStatus['rules'] {
  return policy.rules.map(({ ruleId, action }) => ({
    id: ruleId,
    name: messageFor(`rules.${ruleId}.name`, {}, locale),
    action: action ?? 'log',
  }))
}
