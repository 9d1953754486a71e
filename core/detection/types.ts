/** Personal-data types; the final list of the design. Detectors exist for those in `detectors/index.ts`. */
export const detectedTypes = [
  'nationalId', 'residentId', 'passport', 'nhiCard', 'mobile', 'landline', 'address', 'companyId', 'plate',
  'householdId', 'personName', 'birthDate', 'email', 'creditCard', 'iban', 'bankAccount', 'ipAddress',
  'medicalRecord', 'healthExam', 'genetic', 'sexLife', 'criminalRecord', 'secretKey', 'confidentialMark',
] as const // prettier-ignore
export type DetectedType = (typeof detectedTypes)[number]

export type Severity = 'high' | 'medium' | 'low' | 'possible'

/** One hit. Offsets are UTF-16 units of the text as given, end exclusive. Never holds the text itself. */
export interface Match {
  readonly type: DetectedType
  readonly start: number
  readonly end: number
  /** 0…1: how sure the evidence makes us. */
  readonly score: number
  readonly severity: Severity
}

export type { Cell, ReadableText } from '../model/readable.ts'

export interface Findings {
  readonly matches: readonly Match[]
  /** Distinct persons, not hits. */
  readonly people: number
}
