import type { RecordContext, RecordType, Values } from '../../core/model/record-type.ts'
import { taipeiDate, type IsoDate } from '../../core/model/roc-date.ts'
import type { RecordRow } from '../../core/projections/rows.ts'

/** What the page knows beside the record itself. */
export interface Surroundings {
  readonly today: IsoDate
  readonly organization: Values | undefined
  readonly actor: string | undefined
  readonly rowOf: (id: string) => RecordRow | undefined
  /** Records that name this one; none where nobody asked for them. */
  readonly incoming?: readonly RecordRow[] | undefined
}

/** The context in which rules judge a record here; the store judges again before anything is written. */
export function contextFor(
  row: Pick<RecordRow, 'id' | 'state' | 'createdAt' | 'reached'>,
  { today, organization, actor, rowOf, incoming }: Surroundings,
): RecordContext {
  const ofType = (type: string) => incoming?.filter((other) => other.type === type && !other.voided) ?? []
  return {
    today,
    state: row.state,
    createdAt: taipeiDate(row.createdAt),
    id: row.id,
    related: (id) => rowOf(id)?.values,
    ...(organization && { organization }),
    ...(actor !== undefined && { actor }),
    ...(incoming && {
      naming: (type) => ofType(type).map(({ values }) => values),
      namedBy: (type) => ofType(type).map(({ id }) => id),
    }),
    revisionOf: (id) => rowOf(id)?.revision?.hash,
    reachedAt: (state) => {
      const reached = row.reached[state]
      return reached && taipeiDate(reached.at)
    },
  }
}

/** Stored values with the computed ones beside them. */
export function withComputed(type: RecordType, values: Values, context: RecordContext): Values {
  const computed = Object.entries(type.computed ?? {}).map(
    ([name, compute]) => [name, compute(values, context)] as const,
  )
  return { ...values, ...Object.fromEntries(computed) }
}
