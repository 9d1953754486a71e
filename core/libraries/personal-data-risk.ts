/**
 * 個資檔案風險 = 筆數級距 × 敏感度 × 接觸範圍. Quantity 1 to 5, sensitivity 1 to 3 (special data 3, finances and official
 * numbers 2), exposure 1 to 3 (abroad 3, outsourced or cloud 2).
 */
const quantityScore: Readonly<Record<string, number>> = {
  under100: 1,
  from100: 2,
  from1000: 3,
  from5000: 4,
  from10000: 5,
  over100000: 5,
}

/** 個資法 Art. 6(1): the six kinds that may not be collected without one of its grounds. */
export const specialIdentifiers = [
  'medicalRecord', 'medicalCare', 'gene', 'sexLife', 'healthExam', 'criminalRecord',
] as const // prettier-ignore

const officialOrFinancial = ['finance', 'nationalId', 'passport']

/** Highest score of each level: low to 6, medium to 17, high to 45. */
const mediumFrom = 7
const highFrom = 18

export interface PersonalDataFile {
  readonly quantityRange: unknown
  readonly identifiers: unknown
  readonly medium: unknown
  readonly outsourced: unknown
  readonly transfers: unknown
}

export const hasSpecial = (identifiers: unknown): boolean =>
  specialIdentifiers.some((one) => has(identifiers, one))

/** 1…45; undefined while the number of persons or the identifiers are not known. */
export function personalDataScore(file: Partial<PersonalDataFile>): number | undefined {
  const quantity = quantityScore[String(file.quantityRange)]
  if (quantity === undefined || !isSome(file.identifiers)) return undefined
  return quantity * sensitivity(file.identifiers) * exposure(file)
}

export function personalDataLevel(score: number | undefined): 'low' | 'medium' | 'high' | undefined {
  if (score === undefined) return undefined
  if (score >= highFrom) return 'high'
  return score >= mediumFrom ? 'medium' : 'low'
}

function sensitivity(identifiers: unknown): number {
  if (hasSpecial(identifiers)) return 3
  return officialOrFinancial.some((one) => has(identifiers, one)) ? 2 : 1
}

function exposure({ transfers, outsourced, medium }: Partial<PersonalDataFile>): number {
  if (isSome(transfers)) return 3
  return isSome(outsourced) || has(medium, 'cloud') ? 2 : 1
}

const isSome = (list: unknown): boolean => Array.isArray(list) && list.length > 0
const has = (list: unknown, one: string): boolean => Array.isArray(list) && list.includes(one)
