import type { Verdict } from '../../core/policy/verdict.ts'
import { licenceBases } from '../../core/rights/download-answers.ts'
import type { Use } from '../../core/rights/use.ts'
import type { Ask, Choices } from '../notices/view.ts'
import type { WorkRights } from './work-rights.ts'

type Say = (key: string, params?: Readonly<Record<string, string | number>>) => string

/** What a department keeps material for; the rest (training, redistribution) is no everyday use. */
const usual: readonly Use[] = [
  'internalCopy',
  'internalChange',
  'publish',
  'marketing',
  'product',
  'client',
  'aiInput',
]

/** IP-04: intended use and licence, a key each; a reason too where another rule asks for one. */
export function askLicence(
  verdict: Verdict,
  rights: WorkRights | undefined,
  plain: Ask | undefined,
  say: Say,
): Ask {
  const use: Choices = {
    label: say('licenceAsk.use'),
    choices: usual.map((value, at) => ({ value, text: say(`rights.uses.${value}`), key: String(at + 1) })),
  }
  const licensed = rights?.status === 'licensed' || rights?.status === 'publicDomain'
  const basis: Choices = {
    label: say('licenceAsk.basis'),
    choices: licenceBases.map((value, at) => ({
      value,
      text: say(`rights.bases.${value}`),
      key: 'ASDFG'[at] ?? '',
    })),
    ...(licensed ? { chosen: 'creativeCommons' } : {}),
  }
  const reason = wantsReason(verdict) && plain?.type === 'reason' ? { reason: plain.reason } : {}
  return { type: 'licence', use, basis, ...reason }
}

/** Another rule than the one that asks for the licence wants a reason. */
export const wantsReason = ({ hits }: Verdict): boolean =>
  hits.some(({ ruleId, action }) => ruleId !== 'IP-04' && action === 'justify')
