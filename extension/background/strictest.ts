import { actions, type Verdict } from '../../core/policy/verdict.ts'

/** One verdict for files chosen together: the strictest action, every rule that applied, strictest first. */
export function strictest(verdicts: readonly [Verdict, ...Verdict[]]): Verdict {
  const rank = ({ action }: Pick<Verdict, 'action'>) => actions.indexOf(action)
  const [first] = verdicts.toSorted((a, b) => rank(b) - rank(a))
  if (!first) return verdicts[0]
  const all = verdicts.flatMap(({ hits }) => hits).toSorted((a, b) => rank(b) - rank(a))
  // What two of them say of one rule is one hit, the stricter.
  const hits = all.filter(({ ruleId }, at) => all.findIndex((one) => one.ruleId === ruleId) === at)
  const asks = verdicts.some((one) => one.asks)
  const tips = [...new Set(verdicts.flatMap((one) => one.tips ?? []))]
  return { ...first, hits, ...(asks ? { asks: 'licence' } : {}), ...(tips.length > 0 ? { tips } : {}) }
}
