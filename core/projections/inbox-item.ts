import type { RecordId } from '../model/ids.ts'
import type { RecordRow } from './rows.ts'

/**
 * As much of a guard event as lists, filters and figures need: 10 000 of these fit in memory, 10 000 rows with their
 * authors, references and conflicts are not worth it. What an event does not say is an empty text or list.
 */
export interface InboxItem {
  readonly id: RecordId
  /** When it happened, milliseconds. */
  readonly at: number
  readonly ruleId: string
  readonly action: string
  readonly host: string
  readonly category: string
  readonly direction: string
  /** `.xlsx`, or empty. */
  readonly fileExtension: string
  readonly dataClasses: readonly string[]
  /** `2–9`, as it is written here; empty when nobody was counted. */
  readonly people: string
  readonly decision: string
  readonly profile: string
  readonly unitId?: RecordId
  /** The person asked for an exception in the guard's own dialog. */
  readonly asks: boolean
  /** `ok`, `violation`, `falsePositive` or `policyChange` once reviewed. */
  readonly result?: string
  /** When the review in force was written, milliseconds. */
  readonly judgedAt?: number
}

/** The event's row already carries its review in force (`event-row.ts`): the reviews themselves need not be read. */
export function inboxItem({ id, values, createdAt, updatedAt }: RecordRow): InboxItem {
  const at = Date.parse(text(values['at']))
  const result = text(values['reviewResult'])
  const unitId = text(values['unitId'])
  const extension = text(partOf(values['fileMeta'], 'fileExtension'))
  return {
    id,
    at: Number.isNaN(at) ? createdAt : at,
    ruleId: text(values['ruleId']),
    action: text(values['action']),
    host: text(values['host']),
    category: text(values['category']),
    direction: text(values['direction']),
    fileExtension: extension === '' || extension.startsWith('.') ? extension : `.${extension}`,
    dataClasses: Array.isArray(values['dataClasses'])
      ? values['dataClasses'].filter((one) => typeof one === 'string')
      : [],
    people: text(values['hitCountBucket']).replace('-', '–'),
    decision: text(values['userDecision']),
    profile: text(values['deviceProfileId']),
    ...(unitId === '' ? {} : { unitId: unitId as RecordId }),
    asks: values['userDecision'] === 'exceptionRequest' && partOf(values['exceptionRequest'], 'reason') !== undefined, // prettier-ignore
    ...(result === '' ? {} : { result, judgedAt: updatedAt }),
  }
}

/** Domain 9: what was only logged interrupts nobody and waits for nobody. */
export const isPending = ({ result, action }: Pick<InboxItem, 'result' | 'action'>): boolean =>
  result === undefined && action !== 'log'

/** Newest first; of the same moment the later id. */
export const newestFirst = (a: InboxItem, b: InboxItem): number => b.at - a.at || (a.id < b.id ? 1 : -1)

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

function partOf(value: unknown, part: string): unknown {
  return typeof value === 'object' && value !== null && part in value
    ? (value as Readonly<Record<string, unknown>>)[part]
    : undefined
}
