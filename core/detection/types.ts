/** Personal-data types; the final list of the design. Detectors exist for those in `detectors/index.ts`. */
export const detectedTypes = [
  'nationalId', 'residentId', 'passport', 'nhiCard', 'mobile', 'landline', 'address', 'companyId', 'plate',
  'householdId', 'personName', 'birthDate', 'email', 'creditCard', 'iban', 'bankAccount', 'ipAddress',
  'medicalRecord', 'healthExam', 'genetic', 'sexLife', 'criminalRecord', 'secretKey', 'confidentialMark',
] as const // prettier-ignore
export type DetectedType = (typeof detectedTypes)[number]

/** Found because they must not leave, though they are nobody's personal data (個資法 Art. 2). */
export const notPersonalTypes: readonly DetectedType[] = ['companyId', 'secretKey', 'confidentialMark']
/** Special categories (個資法 Art. 6): found only beside an identifiable person. */
export const specialTypes: readonly DetectedType[] = [
  'medicalRecord', 'healthExam', 'genetic', 'sexLife', 'criminalRecord',
] // prettier-ignore

export type Severity = 'high' | 'medium' | 'low' | 'possible'

/** One hit. Offsets are UTF-16 units of the text as given, end exclusive. Never holds the text itself. */
export interface Match {
  readonly type: DetectedType
  readonly start: number
  readonly end: number
  /** 0…1: how sure the evidence makes us. */
  readonly score: number
  readonly severity: Severity
  /** A number published for testing (card 4242…): possible at most, and nobody's. */
  readonly test?: true
}

export type { ReadableText } from '../model/readable.ts'

export interface Findings {
  readonly matches: readonly Match[]
  /** Distinct persons, not hits. */
  readonly people: number
}
