import { isFilled, when } from '../../model/conditions.ts'
import { bool, choice, date, integer, libraryRef, ref, text } from '../../model/fields.ts'
import { defineRecordType, type RecordContext, type Values } from '../../model/record-type.ts'

const actions = ['log', 'warn', 'justify', 'block'] as const

/** 偵測規則調整. What an organisation decided about one shipped rule; without a record the default holds. */
export const guardRule = defineRecordType('guardRule', {
  prefix: 'GRU',
  folder: 'guard',
  group: 'T4.2',
  outputs: ['O4.2.1'],
  compartment: 'policy',
  writers: ['securityManager', 'ciso', 'privacyOfficer'],
  title: 'ruleId',
  fields: {
    ruleId: libraryRef('extensionRules', { required: true }),
    ruleVersion: integer({ required: true, min: 1 }),
    enabled: bool({ required: true, default: true }),
    action: choice(actions),
    reason: text({ required: true, minLength: 10 }),
    exceptionRequestId: ref('exceptionRequest', { inverse: 'guardRules' }),
    validFrom: date({ required: when.state('effective') }),
  },
  lifecycle: { draft: ['effective'], effective: ['retired'], retired: [] },
  approval: { effective: ['ciso'], retired: ['ciso', 'securityManager'] },
  separate: [['draft', 'effective']],
  rules: [
    { field: 'action', code: 'loweredInGovernment', at: 'transition', holds: isNotLowered },
    {
      field: 'enabled',
      code: 'switchedOffInGovernment',
      at: 'transition',
      holds: ({ enabled, exceptionRequestId }, { organization }) =>
        enabled !== false || organization?.['entityType'] !== 'gov' || isFilled(exceptionRequestId),
    },
  ],
  form: { paper: 'A4', columns: ['ruleId', 'enabled', 'action', 'reason', 'validFrom'] },
})

/** A government organisation may raise an action, never lower it without a recorded exception (domain 9). */
function isNotLowered(
  { ruleId, action, exceptionRequestId }: Values,
  { organization, library }: RecordContext,
): boolean {
  if (organization?.['entityType'] !== 'gov' || isFilled(exceptionRequestId)) return true
  const defaults = library?.('extensionRules', String(ruleId))?.['defaultAction'] as
    { readonly gov?: string } | undefined
  return strictness(action) >= strictness(defaults?.gov)
}

const strictness = (action: unknown): number => (actions as readonly unknown[]).indexOf(action)
