import type { IsoDate } from '../../../core/model/roc-date.ts'
import { fileSignsOf } from '../../../core/policy/file-signs.ts'
import { judge } from '../../../core/policy/judge.ts'
import { actions, type Direction, type Observation, type PolicySettings, type RuleHit, type Verdict } from '../../../core/policy/verdict.ts' // prettier-ignore
import type { Trial } from '../../workers/try-rule.ts'

/** What the person says of the occasion; what was found comes from the worker. */
export interface Occasion {
  readonly direction: Direction
  readonly host: string
  readonly secure: boolean
  /** Judge the host as if it were this; empty: as what it is. */
  readonly category: string
  readonly own: boolean
  readonly noNotice: boolean
  readonly unlisted: boolean
  readonly file?: { readonly name: string; readonly type: string; readonly size: number }
}

/**
 * Judges as a device would, on its first occasion of the day. What could not be read is judged beside what could, as
 * the extension does; of a rule that both meet the stricter counts.
 */
export function judgeTrial(
  trial: Trial,
  occasion: Occasion,
  policy: PolicySettings,
  today: IsoDate,
): Verdict {
  const host = occasion.host.trim().toLowerCase() || 'example.com'
  const settings: PolicySettings = {
    ...policy,
    ownDomains: occasion.own ? [...policy.ownDomains, host] : policy.ownDomains,
    lists: occasion.category
      ? [...(policy.lists ?? []), { category: occasion.category, hosts: [host] }]
      : policy.lists,
  }
  const { file, direction } = occasion
  const extension = file && /\.([a-z0-9]{1,8})$/.exec(file.name.toLowerCase())?.[1]
  const about: Omit<Observation, 'inspection'> = {
    direction,
    host,
    secure: occasion.secure,
    loggedToday: [],
    ...(file ? { sizeBytes: file.size, file: fileSignsOf(file.name, file.type) } : {}),
    ...(extension ? { fileExtension: extension } : {}),
    ...(direction === 'navigate'
      ? {
          firstUseToday: true,
          form: { personal: occasion.noNotice || occasion.unlisted, notice: !occasion.noNotice, listed: !occasion.unlisted }, // prettier-ignore
        }
      : {}),
  }
  const { people, counts, cannotInspect } = trial
  const read = judge({ ...about, inspection: { status: 'inspected', people, counts } }, settings, today)
  if (!cannotInspect) return read
  const unread = judge(
    { ...about, inspection: { status: 'cannotInspect', reason: cannotInspect } },
    settings,
    today,
  )
  return Object.keys(counts).length === 0 ? unread : together(read, unread)
}

function together(one: Verdict, other: Verdict): Verdict {
  const hits = new Map<string, RuleHit>()
  for (const hit of [...one.hits, ...other.hits]) {
    const known = hits.get(hit.ruleId)
    if (!known || rank(hit) > rank(known)) hits.set(hit.ruleId, hit)
  }
  const ordered = [...hits.values()].toSorted((a, b) => rank(b) - rank(a))
  return { ...one, ...other, hits: ordered, action: ordered[0]?.action ?? 'allow' }
}

const rank = ({ action }: RuleHit): number => actions.indexOf(action)
