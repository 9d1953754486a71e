import type { RuleCondition } from './rule.ts'
import { isApprovedFor, type Site } from './site.ts'
import type { FormSigns, Observation } from './verdict.ts'

/** What a condition is asked about. */
export interface Case {
  readonly observation: Observation
  readonly site: Site
  /** The rule's own count. */
  readonly count: number
}

export function holds(condition: RuleCondition, asked: Case): boolean {
  const { observation, site } = asked
  switch (condition.type) {
    case 'all':
      return condition.of.every((part) => holds(part, asked))
    case 'any':
      return condition.of.some((part) => holds(part, asked))
    case 'not':
      return !holds(condition.of, asked)
    case 'direction':
      return condition.in.includes(observation.direction)
    case 'siteApproved':
      return isApprovedFor(site, condition.for ?? 'personal')
    case 'siteRegistered':
      return site.registered
    case 'ownDomain':
      return site.own
    case 'siteCategory':
      return condition.in.some((category) => site.categories.includes(category))
    case 'hostRegion':
      return condition.in.includes(site.region)
    case 'insecure':
      return !observation.secure
    case 'fileExtension':
      return observation.fileExtension !== undefined && condition.in.includes(observation.fileExtension)
    case 'holds':
      return hitsOf(observation, condition.types) >= condition.least
    case 'cannotInspect':
      return observation.inspection.status === 'cannotInspect'
    case 'count':
      return asked.count >= condition.least
    case 'firstUseToday':
      return observation.firstUseToday === true
    case 'fileKind':
      return observation.file !== undefined && condition.in.includes(observation.file.kind)
    case 'cracked':
      return observation.file?.cracked === true
    case 'form':
      return observation.form !== undefined && formIs(observation.form, condition)
    case 'rights':
      return observation.rights !== undefined && condition.in.includes(observation.rights.decision)
  }
}

const formIs = (form: FormSigns, wanted: Partial<FormSigns>): boolean =>
  (['personal', 'notice', 'listed'] as const).every(
    (fact) => wanted[fact] === undefined || wanted[fact] === form[fact],
  )

/** Hits of these types, or of any. */
export function hitsOf({ inspection }: Observation, types?: readonly string[]): number {
  if (inspection.status !== 'inspected') return 0
  let sum = 0
  for (const [type, count] of Object.entries(inspection.counts))
    if (!types || types.includes(type)) sum += count
  return sum
}
