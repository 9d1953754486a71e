import { actions, type Verdict } from '../../core/policy/verdict.ts'

/** One verdict for files chosen together: the strictest action, every rule that applied, strictest first. */
export function strictest(verdicts: readonly [Verdict, ...Verdict[]]): Verdict {
  const rank = ({ action }: Pick<Verdict, 'action'>) => actions.indexOf(action)
  const [first] = verdicts.toSorted((a, b) => rank(b) - rank(a))
  if (!first) return verdicts[0]
  const hits = verdicts.flatMap(({ hits }) => hits).toSorted((a, b) => rank(b) - rank(a))
  return { ...first, hits }
}
