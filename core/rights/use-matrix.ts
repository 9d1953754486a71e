import type { Family } from './family.ts'
import type { Outcome, Use } from './use.ts'

/** Where no licence of a known family is in force. */
export type Ground = Family | 'contract' | 'none'

/**
 * The shipped defaults: a row per family of licences, a letter per use in the order of `uses`: `a` allow, `t` allow with
 * attribution, `k` ask, `f` forbid. 著作權法 has no exception for text mining or AI training, so silence there is "ask".
 */
const matrix: Readonly<Record<Ground, string>> = {
  publicDomain: 'aaaaaaaaaaa',
  openData: 'aaattttttta',
  attribution: 'aaattttttka',
  permissive: 'aaatttttaka',
  font: 'aakaattaaka',
  freeTerms: 'aaaakkkaaka',
  shareAlike: 'aaakkkkkaka',
  weakCopyleft: 'aaakkkkkkka',
  copyleft: 'aaakkkkkkka',
  networkCopyleft: 'aaakkfkkkka',
  noDerivatives: 'aaftkkttkfa',
  nonCommercial: 'aaakffkfkfk',
  nonCommercialNoDerivatives: 'aafkffkfkfk',
  sourceAvailable: 'aakkkkkkkfk',
  unknown: 'akkkkkkkkkk',
  contract: 'akkkkkkkkfk',
  // Art. 10, 22, 26-1, 37 I: protected, and nothing was granted. What Art. 44–65 allow is for a person to say.
  none: 'akkfffffkfk',
}

export const defaultOutcome = (ground: Ground, use: Use): Outcome =>
  letters[matrix[ground][columns[use]] ?? 'k'] ?? 'ask'

const columns: Readonly<Record<Use, number>> = {
  view: 0,
  internalCopy: 1,
  internalChange: 2,
  publish: 3,
  marketing: 4,
  product: 5,
  redistribute: 6,
  client: 7,
  aiInput: 8,
  aiTraining: 9,
  install: 10,
}
const letters: Readonly<Record<string, Outcome>> = { a: 'allow', t: 'attribute', k: 'ask', f: 'forbid' }
