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
 * Judges what a channel saw. Pure. The strictest rule decides, of equally strict ones the gravest. Order: rule → the
 * organisation's setting → escalation → granted exception (which turns a rule into a record: `log`).
 */
export function judge(
  observation: Observation,
  settings: PolicySettings,
  today: IsoDate,
  rules: readonly GuardRule[] = guardRules,
): Verdict {
  const site = describeSite(observation.host.toLowerCase(), settings, today)
  const found = rules
    .map((rule) => ({ rule, hit: hitOf(rule, observation, site, settings, today) }))
    .filter((one): one is { rule: GuardRule; hit: RuleHit } => one.hit !== undefined)
    .toSorted((a, b) => rank(b.hit.action) - rank(a.hit.action) || gravity(b.rule) - gravity(a.rule))
  const asking = found.some(
    ({ rule, hit }) => rule.asks && (hit.action === 'justify' || hit.action === 'warn'),
  )
  const tips = found.filter(({ rule, hit }) => rule.tip && hit.action === 'log').map(({ rule }) => rule.id)
  return {
    action: found[0]?.hit.action ?? 'allow',
    hits: found.map(({ hit }) => hit),
    category: site.category,
    site: site.domain,
    approved: site.approved,
    ...(asking ? { asks: 'licence' } : {}),
    ...(tips.length > 0 ? { tips } : {}),
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
const milder = (a: Action, b: Action): Action => (rank(a) <= rank(b) ? a : b)
const rank = (action: Action): number => actions.indexOf(action)
const gravity = ({ severity }: GuardRule): number => ['low', 'medium', 'high', 'critical'].indexOf(severity)

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

  const escalation = rule.escalations.find(
    ({ when, entities }) => entities.includes(entity) && holds(when, asked),
  )
  const chosen = setting?.enabled ? setting.action : undefined
  const action = actionFor(rule.defaultAction[entity], escalation, chosen, entity)
  const hit = { ruleId: rule.id, ruleVersion: rule.version, count }
  const host = observation.host.toLowerCase()
  const exception = settings.exceptions.find((one) => covers(one, rule.id, host, today))
  if (exception) return { ...hit, action: 'log', exceptionId: exception.id }
  // Unknown means that nobody keeps the day's count: better no record than one for every file.
  const { loggedToday } = observation
  if (rule.once && action === 'log' && (loggedToday?.includes(rule.id) ?? true)) return undefined
  return { ...hit, action }
}

/**
 * What the organisation chose, within what the rule leaves it. 公務機關 never goes below what holds without a setting.
 * A narrower case as strict as the default or stricter is a floor for everyone. A milder one (a clean file, mere
 * browsing) is a ceiling until the organisation chose the default's strictness or more on purpose; a `final` one
 * always. Raising a setting therefore never makes a verdict milder.
 */
function actionFor(
  standard: Action,
  escalation: GuardRule['escalations'][number] | undefined,
  chosen: Action | undefined,
  entity: EntityClass,
): Action {
  const usual = escalation?.action ?? standard
  if (chosen === undefined || escalation?.final) return usual
  const narrowed =
    escalation && rank(usual) >= rank(standard)
      ? stricter(chosen, usual)
      : escalation && rank(chosen) < rank(standard)
        ? milder(chosen, usual)
        : chosen
  return entity === 'gov' ? stricter(narrowed, usual) : narrowed
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
