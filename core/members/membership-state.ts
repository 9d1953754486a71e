import type { DeviceId, EnvelopeHash, MemberId, WorkspaceId } from '../model/ids.ts'
import type { Member, MemberDevice, Membership, Restriction } from './membership.ts'
import type { Genesis, Grant } from './operations.ts'

/** A membership while it is being folded. */
export interface State {
  readonly workspace: WorkspaceId
  recoveryKey?: string
  guardReaders?: Genesis['guardReaders']
  founder?: Membership['founder']
  numbering?: Membership['numbering']
  readonly members: Map<MemberId, Member>
  readonly devices: Map<DeviceId, MemberDevice>
  readonly restrictions: Map<EnvelopeHash, Restriction>
  readonly grants: Grant[]
}

export const begin = (workspace: WorkspaceId): State => ({
  workspace,
  members: new Map(),
  devices: new Map(),
  restrictions: new Map(),
  grants: [],
})

export function finished(state: State): Membership | undefined {
  const { recoveryKey, guardReaders, founder, numbering } = state
  return recoveryKey === undefined || !guardReaders || !founder || !numbering
    ? undefined
    : { ...state, recoveryKey, guardReaders, founder, numbering }
}
