import { entityClass, stricter } from './judge.ts'
import type { GuardRule } from './rule.ts'
import type { Action, EntityType, RuleSetting } from './verdict.ts'

/**
 * What a rule does where no narrower case holds. `held`: the organisation chose less, and 公務機關 may not go below the
 * default, so the default stands.
 */
export function actionInForce(
  rule: GuardRule,
  setting: RuleSetting | undefined,
  entityType: EntityType,
): { readonly action: Action | 'off'; readonly held: boolean } {
  const entity = entityClass[entityType]
  const standard = rule.defaultAction[entity]
  if (setting && !setting.enabled)
    return entity === 'gov' ? { action: standard, held: true } : { action: 'off', held: false }
  const chosen = setting?.action ?? standard
  const action = entity === 'gov' ? stricter(chosen, standard) : chosen
  return { action, held: action !== chosen }
}
