import type { CreateWorkspace } from '../../../core/store/commands.ts'
import type { EntityType } from '../../../core/policy/verdict.ts'

export const entityTypes = [
  'gov',
  'sng',
  'listed',
  'private',
  'school',
  'nonprofit',
] as const satisfies readonly EntityType[]
export const levels = ['A', 'B', 'C', 'D', 'E', 'none'] as const

/** What the first form holds while it is being filled in. */
export interface FirstRunForm {
  readonly organization: string
  readonly entityType: string
  readonly level: string
  readonly unit: string
  readonly person: string
  readonly employeeNo: string
  readonly jobTitle: string
  readonly backup: 'now' | 'later'
  readonly passphrase: string
  readonly repeat: string
}

export type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** Fields of the form that still need something, with the key of what to say there. */
export type FirstRunProblems = Partial<Record<keyof FirstRunForm, string>>

export const passphraseMinLength = 10

/** A responsibility level is given to 公務機關 and 特定非公務機關 only (資通安全管理法). */
export const hasLevel = (entityType: string): boolean => entityType === 'gov' || entityType === 'sng'

export function problemsOf(form: FirstRunForm): FirstRunProblems {
  return {
    ...(isEmpty(form.organization) && { organization: 'start.needName' }),
    ...(isEmpty(form.entityType) && { entityType: 'start.needType' }),
    ...(hasLevel(form.entityType) && isEmpty(form.level) && { level: 'start.needLevel' }),
    ...(isEmpty(form.unit) && { unit: 'start.needUnit' }),
    ...(isEmpty(form.person) && { person: 'start.needPerson' }),
    ...(isEmpty(form.employeeNo)
      ? { employeeNo: 'start.needEmployeeNo' }
      : looksLikeNationalId(form.employeeNo) && { employeeNo: 'start.employeeNoIsId' }),
    ...(form.backup === 'now' && passphraseProblems(form.passphrase, form.repeat)),
  }
}

export function passphraseProblems(
  passphrase: string,
  repeat: string,
): { passphrase?: string; repeat?: string } {
  return {
    ...([...passphrase].length < passphraseMinLength && { passphrase: 'failure.PassphraseTooShort' }),
    ...(passphrase !== repeat && { repeat: 'start.repeatDiffers' }),
  }
}

export function createCommand(form: FirstRunForm): CreateWorkspace {
  return {
    type: 'createWorkspace',
    organization: {
      nameZh: form.organization.trim(),
      entityType: form.entityType,
      ...(hasLevel(form.entityType) && { cyberLevel: form.level }),
      docPrefix: 'ISMS',
      dateDisplay: 'roc',
      fiscalStart: 1,
      retentionDefaultYears: 5,
    },
    unit: { code: '001', nameZh: form.unit.trim(), inScope: true },
    person: {
      nameZh: form.person.trim(),
      employeeNo: form.employeeNo.trim(),
      ...(!isEmpty(form.jobTitle) && { titleZh: form.jobTitle.trim() }),
    },
    ...(form.backup === 'now' && { passphrase: form.passphrase }),
  }
}

const isEmpty = (text: string): boolean => text.trim() === ''

/** A staff number never is a national or resident id (domain: 不收身分證字號); the store's rule refuses it too. */
const looksLikeNationalId = (text: string): boolean =>
  /^[A-Z][1289A-D]\d{8}$/.test(text.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase())
