import { m } from '../../../core/i18n/index.ts'
import type { PairingView } from '../../../core/store/commands.ts'

export interface PairingTexts {
  /** The question, and what the dialog is called once it is answered. */
  readonly ask: string
  readonly title: string
  readonly compare: string
  readonly waiting: string
  readonly done: string
  readonly refused: string
}

/** What the dialog with the six words says: it names who is at the other end, and what a "yes" does. */
export function pairingTexts(view: Pick<PairingView, 'with' | 'organisation' | 'person'>): PairingTexts {
  const person = view.person ?? ''
  const organisation = view.organisation ?? ''
  switch (view.with) {
    case 'extension':
      return {
        ask: m['devices.compareTitle'](),
        title: m['devices.pair'](),
        compare: m['devices.compareText'](),
        waiting: m['devices.waiting'](),
        done: m['devices.done'](),
        refused: m['devices.refused'](),
      }
    case 'newcomer':
      return {
        ask: m['sync.pairing.newcomerTitle']({ person }),
        title: m['invite.title'](),
        compare: m['sync.pairing.newcomerText']({ person }),
        waiting: m['sync.pairing.newcomerWaiting']({ person }),
        done: m['sync.pairing.newcomerDone']({ person }),
        refused: m['sync.pairing.newcomerRefused'](),
      }
    case 'inviter':
      return {
        ask: m['sync.pairing.inviterTitle']({ organisation }),
        title: m['join.title'](),
        compare: m['sync.pairing.inviterText']({ person }),
        waiting: m['sync.pairing.inviterWaiting'](),
        done: m['sync.pairing.inviterDone']({ organisation }),
        refused: m['sync.pairing.inviterRefused'](),
      }
  }
}
