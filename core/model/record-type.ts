import { holds, type Condition } from './conditions.ts'
import type { Field } from './fields.ts'
import type { IsoDate } from './roc-date.ts'

export type Values = Readonly<Record<string, unknown>>

/** Who may read a type's records; a device holds a compartment's key only if its member may read it. */
export const compartments = [
  'policy',
  'common',
  'self',
  'isms',
  'people',
  'privacy',
  'audit',
  'guard',
] as const
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
  /** The organisation settings, where this device holds them. */
  readonly organization?: Values
  /** The `person` record of the member who acts now. */
  readonly actor?: string
  /** `person` records of those who wrote the record's current content. */
  readonly preparers?: (id: string) => readonly string[]
  /** The hash of a record's current revision. */
  readonly revisionOf?: (id: string) => string | undefined
  /** The day the record last reached a state. */
  readonly reachedAt?: (state: string) => IsoDate | undefined
  /** An entry of shipped data, such as an extension rule. */
  readonly library?: (library: string, id: string) => Values | undefined
  /** Records of a type that name this one, for sums over them. */
  readonly naming?: (type: string) => readonly Values[]
  /** Their ids. */
  readonly namedBy?: (type: string) => readonly string[]
}

/** A rule across fields. `holds` is asked only when `field` is filled; its message is `issues.<code>`. */
export interface RecordRule {
  readonly field: string
  readonly code: string
  readonly holds: (values: Values, context: RecordContext) => boolean
  /** Drafts may break it; a transition may not. */
  readonly at?: 'transition'
  readonly params?: (values: Values, context: RecordContext) => Readonly<Record<string, string | number>>
}

/** Who must move a record into `state` where the condition holds, in place of `approval`. */
export interface ApprovalWhen {
  readonly state: string
  readonly when: Condition
  readonly roles: readonly Role[]
}

/** A figure over a whole register, such as an overdue count; `of` sees every row that is not void. */
export interface Figure {
  readonly as: 'count' | 'percent' | 'day'
  readonly of: (rows: readonly FigureRow[], now: FigureTime) => number | undefined
}
export interface FigureRow {
  readonly values: Values
  readonly state: string
  readonly createdAt: number
  readonly reachedAt: (state: string) => number | undefined
}
export interface FigureTime {
  readonly today: IsoDate
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface RecordTypeSpec<
  Fields extends Readonly<Record<string, Field>> = Readonly<Record<string, Field>>,
> {
  readonly prefix: string
  readonly folder: RecordFolder
  /** The standard's task, for the navigation: `T1.1` … `T4.3`, or `foundation`. */
  readonly group: string
  /** Work products of the standard it proves (`O2.2.4`); `all` for what accompanies every one. */
  readonly outputs: readonly string[]
  readonly formNumber?: string
  readonly compartment: Compartment
  readonly writers: readonly Writer[]
  /** The field that names a record in lists and links; never a `personal` one, for titles are not encrypted. */
  readonly title: string
  /** The field people know the record by, where that is personal: shown instead of the title while it exists. */
  readonly knownBy?: string
  readonly fields: Fields
  /** State → states it may move to; the first key is where a record begins. */
  readonly lifecycle: Readonly<Record<string, readonly string[]>>
  /** Roles that may move a record into a state; others may not. */
  readonly approval?: Readonly<Record<string, readonly Role[]>>
  readonly approvalWhen?: readonly ApprovalWhen[]
  /** Fields only these roles may change, whoever else may write the record. */
  readonly fieldWriters?: Readonly<Record<string, readonly Role[]>>
  /** The member who moves a record into the second state must differ from the one who reached the first. */
  readonly separate?: readonly (readonly [prepared: string, decided: string])[]
  /** The day on which a record asks for attention, in these states; Today lists it. */
  readonly due?: { readonly while: readonly string[]; readonly of: (values: Values) => IsoDate | undefined }
  readonly rules?: readonly RecordRule[]
  readonly computed?: Readonly<Record<string, (values: Values, context: RecordContext) => unknown>>
  readonly figures?: Readonly<Record<string, Figure>>
  /** Rows are computed from immutable guard events; no command writes them. */
  readonly projected?: true
  /** Field order and paper of the printed form; the list shows `columns`. */
  readonly form: { readonly paper: 'A4' | 'A3'; readonly columns: readonly string[] }
}

export type RecordFolder =
  | 'foundation' | 'plan' | 'risk' | 'continuity' | 'operation' | 'audit' | 'awareness' | 'law' | 'privacy' | 'rights' | 'guard' // prettier-ignore

export interface RecordType<
  Fields extends Readonly<Record<string, Field>> = Readonly<Record<string, Field>>,
> extends RecordTypeSpec<Fields> {
  readonly key: string
  readonly initialState: string
}

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
  const named = [spec.title, ...(spec.knownBy ? [spec.knownBy] : []), ...spec.form.columns]
  for (const field of [
    ...named,
    ...(spec.rules ?? []).map((rule) => rule.field),
    ...Object.keys(spec.computed ?? {}),
  ]) {
    if (!(field in spec.fields)) throw new Error(`${key}: unknown field ${field}`)
  }
  for (const [name, field] of Object.entries(spec.fields)) {
    if (field.kind === 'computed' && !spec.computed?.[name])
      throw new Error(`${key}: nothing computes ${name}`)
  }
  return { ...spec, key, initialState }
}

/** Roles that may move a record with these values into `state`; undefined where the type names none. */
export function approversOf(
  type: RecordType,
  state: string,
  values: Values,
  organization?: Values,
): readonly Role[] | undefined {
  const special = type.approvalWhen?.find(
    (rule) => rule.state === state && holds(rule.when, values, state, organization),
  )
  return special?.roles ?? type.approval?.[state]
}

/** Every record may be voided with a reason; nothing is deleted. */
export const voidState = 'void'

export const statesOf = (type: RecordType): readonly string[] => [...Object.keys(type.lifecycle), voidState]

export const nextStates = (type: RecordType, state: string): readonly string[] => type.lifecycle[state] ?? []
