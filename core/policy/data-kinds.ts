import { detectedTypes, type DetectedType } from '../detection/types.ts'

/** Marks of confidence, and keys, which nobody publishes. */
export const confidentialTypes: readonly DetectedType[] = ['confidentialMark', 'secretKey']

/** What says who a record is about: name, number or birthday (PD-03). */
export const identifyingTypes: readonly DetectedType[] = [
  'personName', 'nationalId', 'residentId', 'passport', 'nhiCard', 'birthDate',
] // prettier-ignore

/** Payment data (財務情況, 個資法 Art. 2). */
export const paymentTypes: readonly DetectedType[] = ['creditCard', 'bankAccount', 'iban']

/** Published or nobody's: a company's number is in a public register, an address of a machine names no person alone. */
const impersonalTypes: readonly DetectedType[] = ['companyId', 'ipAddress', ...confidentialTypes]

/** Any type of personal data. */
export const personalTypes: readonly DetectedType[] = detectedTypes.filter(
  (type) => !impersonalTypes.includes(type),
)
