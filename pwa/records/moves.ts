import { isFilled } from '../../core/model/conditions.ts'
import {
  approversOf,
  nextStates,
  type RecordType,
  type Role,
  type Values,
} from '../../core/model/record-type.ts'
import type { RecordRow } from '../../core/projections/rows.ts'

/** A state the record may go to next, and what stands in the way of this person taking it there. */
export interface Move {
  readonly to: string
  /** Roles of which one is needed, when this person has none. */
  readonly needs?: readonly Role[]
  /** This person took the step that must be another's; the 資安長 may set it aside with a reason. */
  readonly sameSigner: boolean
  readonly mayOverride: boolean
}

export interface Mover {
  readonly member: string | undefined
  readonly roles: readonly string[]
  readonly organization: Values | undefined
}

export function movesOf(
  type: RecordType,
  row: Pick<RecordRow, 'state' | 'reached'>,
  values: Values,
  mover: Mover,
): readonly Move[] {
  return nextStates(type, row.state).map((to) => {
    const approvers = approversOf(type, to, values, mover.organization)
    const sameSigner = (type.separate ?? []).some(
      ([prepared, decided]) =>
        decided === to && isFilled(mover.member) && row.reached[prepared]?.by.member === mover.member,
    )
    return {
      to,
      ...(approvers && !approvers.some((role) => mover.roles.includes(role)) ? { needs: approvers } : {}),
      sameSigner,
      mayOverride: mover.roles.includes('ciso'),
    }
  })
}
