import type { IsoDate } from '../model/roc-date.ts'
import { judge } from './judge.ts'
import type { Observation, PolicySettings, Verdict } from './verdict.ts'

/**
 * Whether what is inside a download could change what the rules say of it: a program under another name or in an
 * archive (IP-03), an archive whose own licence allows what its page does not speak of (IP-04). Where it could not,
 * nothing is read a second time. What is blocked anyway needs no look.
 */
export function insideMatters(observation: Observation, settings: PolicySettings, today: IsoDate): boolean {
  const { file } = observation
  if (!file || file.kind === 'executable' || file.kind === 'torrent') return false
  const seen = judge(observation, settings, today)
  if (seen.action === 'block') return false
  const supposed: readonly Observation[] = [
    { ...observation, file: { ...file, kind: 'executable' } },
    ...(file.kind === 'archive'
      ? [{ ...observation, rights: { decision: 'allow', duties: [] } } as const]
      : []),
  ]
  return supposed.some((one) => !sameVerdict(seen, judge(one, settings, today)))
}

const sameVerdict = (one: Verdict, other: Verdict): boolean => said(one) === said(other)
const said = ({ hits }: Verdict): string => hits.map(({ ruleId, action }) => `${ruleId} ${action}`).join()
