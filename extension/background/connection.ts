import { startExtensionSession, type ExtensionSession } from '../../core/sync/extension-session.ts'
import { converse, type Conversation } from '../../core/sync/frames.ts'
import { pairAsExtension } from '../../core/sync/pairing.ts'
import { runtimeLink } from '../bridge/runtime-link.ts'
import { changeSettings, originOf, readSettings } from '../settings.ts'
import type { PairingStatus } from '../status.ts'
import { openPage, registerBridge, unregisterBridge, wakeBridge } from './bridge-page.ts'
import { extensionSide } from './extension-side.ts'
import type { BundleRow, DeviceRow, Outbox } from './outbox.ts'
import { deviceFor, forgetPairing, keepPairing } from './pairing-row.ts'

/** How the pairing stands; the words shown for a refusal are chosen where the language is known. */
export type PairingState =
  Exclude<PairingStatus, { phase: 'refused' }> | { readonly phase: 'refused'; readonly reason: string }

interface Pairing {
  readonly origin: string
  state: PairingState
  answer?: (accept: boolean) => void
  conversation?: Conversation
}

/** How long the PWA has to answer before a person is told that it does not. Milliseconds. */
const patience = 20_000

/** The bridge to the paired workspace: pairing, then a session whenever its page is open. */
export function createConnection(outbox: Outbox, changed: () => void) {
  let pairing: Pairing | undefined
  let session: ExtensionSession | undefined
  let conversation: Conversation | undefined

  const refuse = (mine: Pairing, reason: string) => {
    if (mine.state.phase === 'done' || mine.state.phase === 'refused') return
    mine.state = { phase: 'refused', reason }
    mine.conversation?.close()
    changed()
  }

  const runSession = async (talk: Conversation, paired: BundleRow, self: DeviceRow) => {
    conversation?.close()
    conversation = talk
    const state = (value: string) => {
      if (value === 'unknownDevice' && pairing?.state.phase !== 'compare') {
        pairing = { origin: '', state: { phase: 'refused', reason: 'Other' } }
      }
      changed()
    }
    const mine = startExtensionSession(talk, extensionSide({ outbox, self, paired, changed, state }))
    session = mine
    try {
      await mine.done
    } finally {
      // Also when it broke: as long as it stood here, nothing would ask for another.
      if (session === mine) session = undefined
      changed()
    }
  }

  const runPairing = async (talk: Conversation, mine: Pairing) => {
    // A page that greets twice has two links for a moment: the later one counts.
    mine.conversation?.close()
    mine.conversation = talk
    const paired = await pairAsExtension(
      talk,
      (workspace) => deviceFor(outbox, workspace),
      (words) =>
        new Promise((resolve) => {
          if (mine.conversation !== talk) return resolve(false)
          mine.state = { phase: 'compare', words }
          mine.answer = (accept) => {
            if (accept) mine.state = { phase: 'waitingForOther' }
            changed()
            resolve(accept)
          }
          changed()
        }),
    )
    if (!paired.ok) {
      // Before the words stood, a lost link is only a page that loads again: another may come.
      const early = paired.error.type === 'Closed' && mine.state.phase === 'connecting'
      if (mine.conversation === talk && !early) refuse(mine, paired.error.type)
      return
    }
    const { self, workspace, organisation, device } = paired.value
    const row: BundleRow = {
      id: 'current',
      workspace,
      organisation,
      signKeys: { [device.id]: device.signKey },
    }
    const kept = await keepPairing(outbox, self, row, () => pairing === mine && mine.conversation === talk)
    if (!kept) return talk.close()
    mine.state = { phase: 'done' }
    changed()
    await runSession(talk, kept, self)
  }

  return {
    /** A page's bridge wants a link. Call from `onConnect`, before anything is awaited. */
    accept(port: chrome.runtime.Port): void {
      const { sender } = port
      const origin =
        sender?.origin ?? (sender?.url && URL.canParse(sender.url) ? new URL(sender.url).origin : undefined)
      if (sender?.id !== chrome.runtime.id || sender.frameId !== 0 || origin === undefined) {
        port.disconnect()
        return
      }
      const talk = converse(runtimeLink(port))
      void readSettings().then(async ({ address }) => {
        const wanted =
          pairing?.state.phase === 'connecting' && pairing.origin === origin ? pairing : undefined
        if (wanted) return runPairing(talk, wanted)
        const [paired, self] = await Promise.all([outbox.bundle.get('current'), outbox.device.get('self')])
        if (paired && self && address === origin) await runSession(talk, paired, self)
        else talk.close()
      })
    },
    async startPairing(address: string): Promise<'started' | 'WrongAddress'> {
      const origin = originOf(address)
      if (!origin) return 'WrongAddress'
      pairing?.conversation?.close()
      const mine: Pairing = { origin, state: { phase: 'connecting' } }
      pairing = mine
      await changeSettings({ address: origin })
      await registerBridge(origin)
      await openPage(origin)
      setTimeout(() => {
        if (mine.state.phase === 'connecting') refuse(mine, 'NotReachable')
      }, patience)
      changed()
      return 'started'
    },
    answerPairing(accept: boolean): void {
      if (!pairing) return
      if (pairing.state.phase === 'compare' && pairing.answer) pairing.answer(accept)
      else if (!accept) refuse(pairing, 'RefusedHere')
    },
    /** The outbox has something new. */
    async deliver(): Promise<void> {
      if (session) session.push()
      else {
        const { address } = await readSettings()
        if (address !== undefined && (await outbox.bundle.get('current'))) await wakeBridge(address)
      }
    },
    async unpair(): Promise<void> {
      pairing?.conversation?.close()
      pairing = undefined
      await unregisterBridge()
      await forgetPairing(outbox)
      // Last: a page may have come with a link while the pairing still stood.
      conversation?.close()
      changed()
    },
    connected: () => session !== undefined,
    pairing: () => pairing?.state,
  }
}
