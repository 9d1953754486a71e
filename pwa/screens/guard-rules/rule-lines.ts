import type { IsoDate } from '../../../core/model/roc-date.ts'
import { actionInForce } from '../../../core/policy/action-in-force.ts'
import { entityClass } from '../../../core/policy/judge.ts'
import { guardRules } from '../../../core/policy/packs/index.ts'
import type { GuardRule } from '../../../core/policy/rule.ts'
import { settingsInForce } from '../../../core/policy/settings-in-force.ts'
import type { Action, EntityType } from '../../../core/policy/verdict.ts'
import type { InboxItem } from '../../../core/projections/inbox-item.ts'
import type { RecordRow } from '../../../core/projections/rows.ts'

/** One shipped rule and what the organisation made of it. */
export interface RuleLine {
  readonly rule: GuardRule
  readonly standard: Action
  readonly inForce: Action | 'off'
  /** 公務機關 chose less than the default, which therefore stands. */
  readonly held: boolean
  /** The decision in force, if any. */
  readonly setting?: RecordRow
  /** Not in force: being written, or effective from a later day. */
  readonly draft?: RecordRow
  readonly planned?: RecordRow
  /** Decided about another version of the rule than ships now. */
  readonly outdated: boolean
  /** Events of the last 30 days in which it decided. */
  readonly recent: number
}

const recentDays = 30

export function ruleLines(
  rows: readonly RecordRow[],
  items: readonly InboxItem[],
  entityType: EntityType,
  at: { readonly today: IsoDate; readonly now: number },
): readonly RuleLine[] {
  const effective = rows.filter(({ state }) => state === 'effective')
  const settings = new Map(settingsInForce(effective, at.today).map((one) => [one.ruleId, one]))
  const from = at.now - recentDays * 86_400_000
  const counts = new Map<string, number>()
  for (const item of items)
    if (item.at >= from && item.at <= at.now) counts.set(item.ruleId, (counts.get(item.ruleId) ?? 0) + 1)
  return guardRules.map((rule) => {
    const own = rows.filter(({ values }) => values['ruleId'] === rule.id)
    const chosen = settings.get(rule.id)
    const setting = chosen && own.find((row) => row.id === chosen.recordId)
    const draft = own.find(({ state }) => state === 'draft')
    const planned = own.find(
      ({ state, values }) => state === 'effective' && String(values['validFrom']) > at.today,
    )
    return {
      rule,
      standard: rule.defaultAction[entityClass[entityType]],
      inForce: actionInForce(rule, chosen, entityType).action,
      held: actionInForce(rule, chosen, entityType).held,
      outdated: chosen !== undefined && chosen.version < rule.version,
      recent: counts.get(rule.id) ?? 0,
      ...(setting ? { setting } : {}),
      ...(draft ? { draft } : {}),
      ...(planned ? { planned } : {}),
    }
  })
}

/** Rules by the first letters of their ids, in the order of the packs. */
export function grouped(lines: readonly RuleLine[]): readonly (readonly [string, readonly RuleLine[]])[] {
  const groups = new Map<string, RuleLine[]>()
  for (const line of lines.toSorted((a, b) => (a.rule.id < b.rule.id ? -1 : 1))) {
    const key = line.rule.id.slice(0, 2)
    groups.set(key, [...(groups.get(key) ?? []), line])
  }
  return order.flatMap((key) => {
    const found = groups.get(key)
    return found ? [[key, found] as const] : []
  })
}
const order = ['PD', 'AI', 'TR', 'CI', 'IP', 'PR', 'SE']
