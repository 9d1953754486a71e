/**
 * What a guard event may say it found: the kinds of personal data detection knows (個資法 Art. 2, 6), trade
 * secrets and secret keys, and `unknown` for a file nobody could read. Kinds only, never a value.
 */
export const dataClasses = [
  'nationalId', 'residentId', 'passport', 'nhiCard', 'mobile', 'landline', 'address', 'companyId', 'plate',
  'householdId', 'personName', 'birthDate', 'email', 'creditCard', 'iban', 'bankAccount', 'ipAddress',
  'medicalRecord', 'healthExam', 'genetic', 'sexLife', 'criminalRecord', 'secretKey', 'confidentialMark', 'unknown',
] as const // prettier-ignore
