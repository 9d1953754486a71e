import type { Observation } from './verdict.ts'

/** What a device's own event says, of those of one day. */
export interface OwnEvent {
  readonly ruleId: string
  readonly furtherRules: readonly { readonly ruleId: string }[]
  /** Registrable domain, as events write it. */
  readonly host: string
}

/**
 * What was recorded on a day so far, for an observation of this site (registrable domain, `siteOf`): a mere record is
 * made once per site and day (AI-05, PD-08, PD-12), the reminder of AI-04 once a day.
 */
export function dayOf(
  events: readonly OwnEvent[],
  site: string,
): Required<Pick<Observation, 'firstUseToday' | 'loggedToday'>> {
  const rulesOf = ({ ruleId, furtherRules }: OwnEvent) => [ruleId, ...furtherRules.map((one) => one.ruleId)]
  return {
    firstUseToday: !events.some((event) => rulesOf(event).includes('AI-04')),
    loggedToday: [...new Set(events.filter(({ host }) => host === site).flatMap(rulesOf))],
  }
}
