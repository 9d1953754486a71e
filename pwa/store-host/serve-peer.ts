import type { Store } from '../../core/store/store.ts'
import type { ServeLink } from './team-desk.ts'

/** The session of one link to a colleague's device. */
export const servePeer =
  (_store: Store): ServeLink =>
  async (link) =>
    link.close()
