import type { InspectAnswer } from '../messaging.ts'
import type { Held } from './held.ts'

export interface KeeperPorts {
  readonly inspect: (hold: string, held: Held) => Promise<InspectAnswer>
  readonly abandon: (hold: string) => Promise<unknown>
  readonly explainInterruption: (hold: string) => Promise<unknown>
  /** Speaks without the background. */
  readonly lastWord: () => void
}

/**
 * Keeps what is held until the background decides. Only an explicit `release` lets it go: a silent, dying or
 * unintelligible background drops it and says so.
 */
export function createKeeper(ports: KeeperPorts) {
  const kept = new Map<string, Held>()

  const end = (hold: string, release: boolean, asked = false) => {
    const held = kept.get(hold)
    kept.delete(hold)
    if (release) held?.release(asked)
    else held?.drop()
  }

  return {
    async keep(held: Held): Promise<void> {
      const hold = newHoldId()
      kept.set(hold, held)
      try {
        const { type } = await ports.inspect(hold, held)
        if (type === 'release') end(hold, true)
        else if (type !== 'wait') end(hold, false)
      } catch {
        // The worker was stopped, or the extension was updated under this page.
        end(hold, false)
        await ports.explainInterruption(hold).catch(ports.lastWord)
      }
    },
    /** The page is going away with questions open: they are cancelled, and recorded as such. */
    leave(): void {
      for (const hold of [...kept.keys()]) {
        end(hold, false)
        ports.abandon(hold).catch(() => undefined)
      }
    },
    settle(answer: { readonly hold: string; readonly release: boolean }): null {
      end(answer.hold, answer.release, true)
      return null
    },
  }
}

/** 32 hex digits. Not `randomUUID`, which pages without TLS do not have. */
function newHoldId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
