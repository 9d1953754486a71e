import type { IsoDate } from '../model/roc-date.ts'
import { hitsOf, holds } from './holds.ts'
import { guardRules } from './packs/index.ts'
import type { EntityClass, GuardRule } from './rule.ts'
import { describeSite, matchesHost, type Site } from './site.ts'
import {
  actions,
  type Action,
  type EntityType,
  type GrantedException,
  type Observation,
  type PolicySettings,
  type RuleHit,
  type Verdict,
} from './verdict.ts'

/**
 * Judges what a channel saw. Pure. The strictest rule decides. Order: rule → the organisation's setting →
 * escalation → granted exception (which turns a rule into a record: `log`).
 */
export function judge(observation: Observation, settings: PolicySettings, today: IsoDate): Verdict {
  const site = describeSite(observation.host.toLowerCase(), settings, today)
  const hits = guardRules
    .map((rule) => hitOf(rule, observation, site, settings, today))
    .filter((hit) => hit !== undefined)
    .toSorted((a, b) => rank(b.action) - rank(a.action))
  return {
    action: hits[0]?.action ?? 'allow',
    hits,
    category: site.category,
    site: site.domain,
    approved: site.approved,
  }
}

/**
 * The column of the defaults an organisation reads. Listed companies, schools and non-profits are 民間: a public
 * school is a 公務機關 under 資通安全管理法 Art. 3 and is set up as `gov`.
 */
export const entityClass = {
  gov: 'gov',
  sng: 'sng',
  listed: 'private',
  private: 'private',
  school: 'private',
  nonprofit: 'private',
} as const satisfies Record<EntityType, EntityClass>

/** The stricter of two actions. */
export const stricter = (a: Action, b: Action): Action => (rank(a) >= rank(b) ? a : b)
const rank = (action: Action): number => actions.indexOf(action)

function hitOf(
  rule: GuardRule,
  observation: Observation,
  site: Site,
  settings: PolicySettings,
  today: IsoDate,
): RuleHit | undefined {
  if (!rule.triggers.includes(observation.direction)) return undefined
  const entity = entityClass[settings.entityType]
  const setting = settings.rules.find(({ ruleId }) => ruleId === rule.id)
  // 公務機關 may not go below the default; switching a rule off would.
  if (setting && !setting.enabled && entity !== 'gov') return undefined
  const count = countOf(rule, observation)
  const asked = { observation, site, count }
  if (!holds(rule.condition, asked)) return undefined

  const standard = rule.defaultAction[entity]
  const chosen = setting?.enabled ? setting.action : undefined
  const base = chosen === undefined ? standard : entity === 'gov' ? stricter(chosen, standard) : chosen
  const escalation = rule.escalations.find(
    ({ when, entities }) => entities.includes(entity) && holds(when, asked),
  )?.action
  const action = escalate(base, standard, escalation, chosen)
  const exception = settings.exceptions.find((one) =>
    covers(one, rule.id, observation.host.toLowerCase(), today),
  )
  const hit = { ruleId: rule.id, ruleVersion: rule.version, count }
  return exception ? { ...hit, action: 'log', exceptionId: exception.id } : { ...hit, action }
}

/** A stricter escalation always counts; a milder one (a clean file, mere browsing) yields to what the organisation chose. */
function escalate(
  base: Action,
  standard: Action,
  escalation: Action | undefined,
  chosen: Action | undefined,
): Action {
  if (escalation === undefined) return base
  if (rank(escalation) > rank(standard)) return stricter(base, escalation)
  return chosen === undefined ? escalation : base
}

/**
 * What a rule counts: distinct persons, but never more than there are hits of its types (twelve phone numbers and one
 * ID are one person's ID); a rule without types, and a file that could not be read, counts once.
 */
function countOf(rule: GuardRule, observation: Observation): number {
  if (!rule.counts || observation.inspection.status !== 'inspected') return 1
  return Math.min(observation.inspection.people, hitsOf(observation, rule.counts))
}

function covers(exception: GrantedException, ruleId: string, host: string, today: IsoDate): boolean {
  if (exception.validFrom > today || exception.validUntil < today) return false
  // An exception for neither a rule nor a host would be one for everything.
  if (exception.ruleId === undefined && exception.host === undefined) return false
  return (
    (exception.ruleId === undefined || exception.ruleId === ruleId) &&
    (exception.host === undefined || matchesHost(exception.host, host))
  )
}
