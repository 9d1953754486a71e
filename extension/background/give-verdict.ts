import type { PolicyBundle } from '../../core/events/policy-bundle.ts'
import { fileSignsOf } from '../../core/policy/file-signs.ts'
import type { Direction } from '../../core/policy/verdict.ts'
import type { InspectAnswer } from '../messaging.ts'
import { composeChecking } from './compose-notice.ts'
import type { InspectionHost } from './inspection-host.ts'
import { judgeHeld } from './judge-held.ts'
import { currentLocale } from './locale.ts'
import { hideIn, showIn } from './notice-frame.ts'
import { extensionOf, observeTogether } from './observe.ts'
import type { Outbox } from './outbox.ts'
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

/** A check that takes longer than this is shown. Milliseconds. */
const patience = 1000

/** Inspects what is held and has it judged; a check that takes over a second is shown and can be cancelled. */
export function createVerdictService({ outbox, host, bundle, now }: VerdictPorts) {
  const cancelled = new Set<string>()

  const check = async (held: HeldContent, endBar: () => Promise<void>): Promise<InspectAnswer> => {
    const rules = await bundle()
    const { hold, direction, text, files, tabId, frameId, page } = held
    const parts = text ? [...files, textFile(text)] : files
    if (!rules || parts.length === 0) return { type: 'release' }
    const inspections = await Promise.all(
      parts.map((file) => {
        const fileExtension = file.name ? extensionOf(file.name) : file.type.split('/')[1]
        return host.inspect({ job: hold, file, fileExtension: fileExtension ?? '' })
      }),
    )
    // Before anything else is shown: a bar that came late would cover the question.
    await endBar()
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
      const { hold, tabId, frameId, direction } = held
      let bar: Promise<number | undefined> | undefined
      const timer = setTimeout(() => {
        bar = currentLocale().then((locale) =>
          showIn(tabId, frameId, composeChecking(hold, direction, locale)),
        )
      }, patience)
      const endBar = async () => {
        clearTimeout(timer)
        const frame = await bar
        bar = undefined
        if (frame !== undefined) await hideIn(tabId, frame, hold)
      }
      try {
        return await check(held, endBar)
      } finally {
        await endBar()
        cancelled.delete(hold)
      }
    },
    /** Stops a running check. */
    cancel(hold: string): void {
      cancelled.add(hold)
      host.cancel(hold)
    },
  }
}
