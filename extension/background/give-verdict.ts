import { newUlid, newUlidBy } from '../../core/model/ids.ts'
import type { PolicyBundle } from '../../core/events/policy-bundle.ts'
import { judge } from '../../core/policy/judge.ts'
import { taipeiDate } from '../../core/model/roc-date.ts'
import type { Decision, InspectAnswer } from '../messaging.ts'
import { composeChecking, composeFailure, composeQuestion } from './compose-notice.ts'
import { contentDigest } from './content-digest.ts'
import { eventOfHold } from './event-of-hold.ts'
import type { InspectionHost } from './inspection-host.ts'
import { currentLocale } from './locale.ts'
import { hideIn, showIn } from './notice-frame.ts'
import { extensionOf, observationsOf, observeTogether } from './observe.ts'
import type { Outbox } from './outbox.ts'
import { pendingHolds, type PendingHold } from './pending-holds.ts'
import { recordEvent } from './record-event.ts'
import { strictest } from './strictest.ts'

export interface HeldUpload {
  readonly hold: string
  readonly files: readonly File[]
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

/** Judges a held upload: released when nothing applies, otherwise recorded and, where a rule says so, asked about. */
export function createVerdictService({ outbox, host, bundle, now }: VerdictPorts) {
  const cancelled = new Set<string>()

  const check = async (upload: HeldUpload, endBar: () => Promise<void>): Promise<InspectAnswer> => {
    const rules = await bundle()
    if (!rules) return { type: 'release' }
    const inspections = await Promise.all(
      upload.files.map((file) =>
        host.inspect({ job: upload.hold, file, fileExtension: extensionOf(file.name) ?? '' }),
      ),
    )
    // Before anything else is shown: a bar that came late would cover the question.
    await endBar()
    if (cancelled.delete(upload.hold)) return { type: 'drop' }

    const observed = observeTogether(upload.files, inspections)
    const [first, ...rest] = observationsOf(observed, upload.page).map((observation) =>
      judge(observation, rules.content.policy, taipeiDate(now())),
    )
    if (!first) throw new Error('nothing was observed')
    const verdict = strictest([first, ...rest])
    if (verdict.hits.length === 0) return { type: 'release' }

    const self = await outbox.device.get('self')
    const digest = self && (await contentDigest(self.digestKey, observed.sha256s))
    const { fileExtension, sizeBytes, counts, people, cannotInspect } = observed
    const pending: PendingHold = {
      hold: upload.hold,
      eventId: self ? newUlidBy(self.device.id) : newUlid(),
      tabId: upload.tabId,
      frameId: upload.frameId,
      action: verdict.action,
      hits: [...verdict.hits],
      site: verdict.site,
      category: verdict.category,
      sizeBytes,
      counts,
      people,
      ...(fileExtension === undefined ? {} : { fileExtension }),
      ...(digest === undefined ? {} : { contentDigest: digest }),
      ...(cannotInspect === undefined ? {} : { cannotInspect }),
    }
    // Recorded without a question: a rule that only logs, or one lowered by a granted exception.
    if (verdict.action === 'allow' || verdict.action === 'log') return recordAndRelease(upload, pending)

    const organisation = rules.content.organisation
    const question = composeQuestion(
      { hold: upload.hold, organisation, verdict, observed, fileCount: upload.files.length },
      await currentLocale(),
    )
    await pendingHolds.put(pending)
    const frame = await showIn(upload.tabId, upload.frameId, question)
    if (frame === undefined) {
      // Nobody could be asked. What may not go without an answer does not go.
      await recordEvent(outbox, eventOfHold(pending, { type: 'cancel' }), now())
      await pendingHolds.remove(upload.hold)
      return { type: 'drop' }
    }
    return { type: 'wait' }
  }

  const recordAndRelease = async (upload: HeldUpload, pending: PendingHold): Promise<InspectAnswer> => {
    const proceed: Decision = { type: 'proceed' }
    const recorded = await recordEvent(outbox, eventOfHold(pending, proceed), now())
    if (recorded.ok) return { type: 'release' }
    await showIn(
      upload.tabId,
      upload.frameId,
      composeFailure(upload.hold, 'notRecorded', await currentLocale()),
    )
    return { type: 'drop' }
  }

  return {
    async inspect(upload: HeldUpload): Promise<InspectAnswer> {
      let bar: Promise<number | undefined> | undefined
      const timer = setTimeout(() => {
        bar = currentLocale().then((locale) =>
          showIn(upload.tabId, upload.frameId, composeChecking(upload.hold, locale)),
        )
      }, patience)
      const endBar = async () => {
        clearTimeout(timer)
        const frame = await bar
        bar = undefined
        if (frame !== undefined) await hideIn(upload.tabId, frame, upload.hold)
      }
      try {
        return await check(upload, endBar)
      } finally {
        await endBar()
        cancelled.delete(upload.hold)
      }
    },
    /** Stops a running check. */
    cancel(hold: string): void {
      cancelled.add(hold)
      host.cancel(hold)
    },
  }
}
