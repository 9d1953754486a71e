import type { DetectedType } from '../../../core/detection/types.ts'
import type { IsoDate } from '../../../core/model/roc-date.ts'
import type {
  ApprovedSite,
  Direction,
  Observation,
  PolicySettings,
  SiteList,
} from '../../../core/policy/verdict.ts'

export const today = '2026-11-22' as IsoDate

export const settings = (changes: Partial<PolicySettings> = {}): PolicySettings => ({
  entityType: 'private',
  ownDomains: ['our.example.org'],
  rules: [],
  sites: [],
  exceptions: [],
  lists: [],
  ...changes,
})

export const site = (changes: Partial<ApprovedSite> = {}): ApprovedSite => ({
  host: 'files.example',
  category: 'cloud',
  dataLocation: 'tw',
  allowedDataClasses: ['internal', 'personal'],
  validUntil: '2026-12-31',
  ...changes,
})

export const listed = (category: string, ...hosts: string[]): SiteList => ({ category, hosts })

type Counts = Partial<Record<DetectedType, number>>

/** What a channel saw: as many people as the most frequent type has hits. */
export function saw(
  direction: Direction,
  host: string,
  counts: Counts = {},
  changes: Partial<Observation> = {},
): Observation {
  const people = Math.max(0, ...Object.values(counts))
  const inspection = { status: 'inspected', people, counts } as const
  return { direction, host, secure: true, inspection, ...changes }
}

export const unread = { inspection: { status: 'cannotInspect', reason: 'encrypted' } } as const
