import type { PolicyBundle } from '../../core/events/policy-bundle.ts'
import { fileSignsOf } from '../../core/policy/file-signs.ts'
import type { InspectAnswer } from '../messaging.ts'
import { judgeHeld, type JudgePorts } from './judge-held.ts'
import { observeTogether } from './observe.ts'

/** A magnet link stands for the torrent it names (IP-02); its address stays in the page. */
export async function judgeMagnet(
  ports: JudgePorts,
  rules: PolicyBundle | undefined,
  held: {
    readonly hold: string
    readonly tabId: number
    readonly frameId: number
    readonly page: { readonly host: string; readonly secure: boolean }
  },
): Promise<InspectAnswer> {
  if (!rules) return { type: 'release' }
  const { hold, tabId, frameId, page } = held
  return judgeHeld(ports, rules, {
    hold,
    tabId,
    frameId,
    seen: { direction: 'download', ...page, file: fileSignsOf('magnet:') },
    observed: observeTogether([], []),
    fileCount: 0,
  })
}
