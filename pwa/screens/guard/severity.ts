import { guardRules } from '../../../core/policy/packs/index.ts'

/** Gravest first. `unknown`: a rule this version does not ship. */
export const severities = ['critical', 'high', 'medium', 'low', 'unknown'] as const
export type Severity = (typeof severities)[number]

const byRule = new Map(guardRules.map(({ id, severity }) => [id, severity]))

/** How grave a breach of the rule is (domain, extension rules); an event itself does not say. */
export const severityOf = (ruleId: string): Severity => byRule.get(ruleId) ?? 'unknown'
