import { detectors } from './detectors/index.ts'
import { typeBit } from './vocabulary.ts'

/** Types whose numbers could be taken for one another, as bits: a label of one speaks against the others. */
export const numberTypes: number = (
  [
    'nationalId', 'residentId', 'passport', 'nhiCard', 'mobile', 'landline', 'companyId', 'plate', 'householdId',
    'birthDate', 'creditCard', 'iban', 'bankAccount', 'otherNumber',
  ] as const
).reduce((bits, type) => bits | typeBit(type), 0) // prettier-ignore

/** Types that are read only with a label, as bits. */
export const weakTypes: number = detectors.reduce(
  (bits, { type, needsLabel }) => (needsLabel ? bits | typeBit(type) : bits),
  0,
)
