import type { DeviceId } from '../model/ids.ts'
import type { Database } from './database.ts'
import { stateOf } from './invitation-state.ts'

/** Uses an invitation up inside the transaction that lets the newcomer in; throws where that would be twice. */
export async function useInvitation(
  { invitations }: Pick<Database, 'invitations'>,
  { id, device, at }: { readonly id: string; readonly device: DeviceId; readonly at: number },
): Promise<void> {
  const row = await invitations.get(id)
  if (!row || stateOf(row, at) !== 'open') throw new DOMException('not open', 'InvitationNotOpen')
  const { text: _, ...rest } = row
  await invitations.put({ ...rest, usedAt: at, usedBy: device })
}
