import type { Field } from './fields.ts'
import type { ValueOf } from './field-shapes.ts'
import type { IsoDate } from './roc-date.ts'

export type Values = Readonly<Record<string, unknown>>

/** Who may read a type's records; a device holds a compartment's key only if its member may read it. */
export const compartments = ['policy', 'common', 'self', 'isms', 'people', 'privacy', 'audit', 'guard'] as const
export type Compartment = (typeof compartments)[number]

export const roles = [
  'ciso', 'securityManager', 'unitHead', 'unitContact', 'riskOwner', 'assetOwner', 'auditor', 'leadAuditor',
  'legal', 'privacyOfficer', 'staff', 'admin', 'externalAuditor',
] as const // prettier-ignore
export type Role = (typeof roles)[number]

/** A writer is a role, everyone in the workspace, or everyone who may read the compartment. */
export type Writer = Role | 'everyMember' | 'everyReader'

/** What rules and computed values may know besides the record's own values. */
export interface RecordContext {
  readonly today: IsoDate
  /** The state the record is in, or is about to enter. */
  readonly state: string
  readonly createdAt: IsoDate
  /** The record itself, for "not oneself" rules. */
  readonly id: string
  /** Values of a record this one names, where this device may read it. */
  readonly related: (id: string) => Values | undefined
}

/** A rule across fields. `holds` is asked only when `field` is filled; its message is `issues.<code>`. */
export interface RecordRule {
  readonly field: string
  readonly code: string
  readonly holds: (values: Values, context: RecordContext) => boolean
}

export interface RecordTypeSpec<Fields extends Readonly<Record<string, Field>> = Readonly<Record<string, Field>>> {
  readonly prefix: string
  readonly folder: RecordFolder
  /** The standard's task, for the navigation: `T1.1` … `T4.3`, or `foundation`. */
  readonly group: string
  readonly outputs: readonly string[]
  readonly formNumber?: string
  readonly compartment: Compartment
  readonly writers: readonly Writer[]
  /** The field that names a record in lists and links. */
  readonly title: string
  readonly fields: Fields
  /** State → states it may move to; the first key is where a record begins. */
  readonly lifecycle: Readonly<Record<string, readonly string[]>>
  /** Roles that may move a record into a state; others may not. */
  readonly approval?: Readonly<Record<string, readonly Role[]>>
  /** The member who moves a record into the second state must differ from the one who reached the first. */
  readonly separate?: readonly (readonly [prepared: string, decided: string])[]
  readonly rules?: readonly RecordRule[]
  readonly computed?: Readonly<Record<string, (values: Values, context: RecordContext) => unknown>>
  /** Rows are computed from immutable guard events; no command writes them. */
  readonly projected?: true
  /** Field order and paper of the printed form; the list shows `columns`. */
  readonly form: { readonly paper: 'A4' | 'A3'; readonly columns: readonly string[] }
}

export type RecordFolder =
  | 'foundation' | 'plan' | 'risk' | 'continuity' | 'operation' | 'audit' | 'awareness' | 'law' | 'privacy' | 'rights' | 'guard' // prettier-ignore

export interface RecordType<Fields extends Readonly<Record<string, Field>> = Readonly<Record<string, Field>>>
  extends RecordTypeSpec<Fields> {
  readonly key: string
  readonly initialState: string
}

export type ValuesOf<T extends RecordType> = { readonly [K in keyof T['fields']]?: ValueOf<T['fields'][K]> }

/** Declares a record type. Everything else (validation, list, form, history, print, export) follows from it. */
export function defineRecordType<const Fields extends Readonly<Record<string, Field>>>(
  key: string,
  spec: RecordTypeSpec<Fields>,
): RecordType<Fields> {
  const [initialState] = Object.keys(spec.lifecycle)
  if (initialState === undefined) throw new Error(`${key}: a record type needs at least one state`)
  for (const targets of Object.values(spec.lifecycle)) {
    for (const target of targets) {
      if (!(target in spec.lifecycle)) throw new Error(`${key}: unknown state ${target}`)
    }
  }
  for (const column of [spec.title, ...spec.form.columns, ...(spec.rules ?? []).map((rule) => rule.field)]) {
    if (!(column in spec.fields) && !(column in (spec.computed ?? {}))) throw new Error(`${key}: unknown field ${column}`)
  }
  return { ...spec, key, initialState }
}

/** Every record may be voided with a reason; nothing is deleted. */
export const voidState = 'void'

export const statesOf = (type: RecordType): readonly string[] => [...Object.keys(type.lifecycle), voidState]

export const nextStates = (type: RecordType, state: string): readonly string[] => type.lifecycle[state] ?? []
