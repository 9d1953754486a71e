import type { PolicyBundle } from '../../core/events/policy-bundle.ts'
import { fileSignsOf } from '../../core/policy/file-signs.ts'
import type { Direction } from '../../core/policy/verdict.ts'
import type { InspectAnswer } from '../messaging.ts'
import { startCheckingBar, type CheckingBar } from './checking-bar.ts'
import type { InspectionHost } from './inspection-host.ts'
import { judgeHeld } from './judge-held.ts'
import { extensionOf, observeTogether } from './observe.ts'
import type { Outbox } from './outbox.ts'
import { shareRead } from './share-read.ts'
import { textFile } from './text-file.ts'

/** What a channel in a page holds: files, a text, or both. */
export interface HeldContent {
  readonly hold: string
  readonly direction: Direction
  readonly files: readonly File[]
  readonly text?: string | undefined
  readonly tabId: number
  readonly frameId: number
  readonly page: { readonly host: string; readonly secure: boolean }
}

export interface VerdictPorts {
  readonly outbox: Outbox
  readonly host: InspectionHost
  /** The rules in force, or undefined while there is nothing to guard by. */
  readonly bundle: () => Promise<PolicyBundle | undefined>
  readonly now: () => number
}

/** Inspects what is held and has it judged; a check that takes over a second is shown and can be cancelled. */
export function createVerdictService({ outbox, host, bundle, now }: VerdictPorts) {
  const cancelled = new Set<string>()

  const check = async (held: HeldContent, bar: CheckingBar): Promise<InspectAnswer> => {
    const rules = await bundle()
    const { hold, direction, text, files, tabId, frameId, page } = held
    const parts = text ? [...files, textFile(text)] : files
    if (!rules || parts.length === 0) return { type: 'release' }
    const sizes = parts.map(({ size }) => size)
    const read = shareRead(sizes, bar.told)
    const inspections = await Promise.all(
      parts.map(async (file, at) => {
        const fileExtension = file.name ? extensionOf(file.name) : file.type.split('/')[1]
        const job = { job: hold, file, fileExtension: fileExtension ?? '' }
        const inspection = await host.inspect(job, (share) => read(at, share))
        read(at, 1)
        return inspection
      }),
    )
    // Before anything else is shown: a bar that came late would cover the question.
    await bar.end()
    if (cancelled.delete(hold)) return { type: 'drop' }

    const [file] = files
    return judgeHeld({ outbox, now }, rules, {
      hold,
      tabId,
      frameId,
      seen: { direction, ...page, ...(file ? { file: fileSignsOf(file.name, file.type) } : {}) },
      observed: observeTogether(parts, inspections),
      fileCount: files.length,
      ...(text ? { textLength: text.length } : {}),
    })
  }

  return {
    async inspect(held: HeldContent): Promise<InspectAnswer> {
      const bar = startCheckingBar(held)
      try {
        return await check(held, bar)
      } finally {
        await bar.end()
        cancelled.delete(held.hold)
      }
    },
    /** Stops a running check. */
    cancel(hold: string): void {
      cancelled.add(hold)
      host.cancel(hold)
    },
  }
}
