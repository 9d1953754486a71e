import type { PolicyBundle } from '../../core/events/policy-bundle.ts'
import { taipeiDate } from '../../core/model/roc-date.ts'
import { describeSite } from '../../core/policy/site.ts'
import type { InspectAnswer } from '../messaging.ts'
import type { FileInspection } from '../inspection.ts'
import type { DownloadFacts } from './download-facts.ts'
import type { TabPage } from './download-tab.ts'
import type { LookHost } from './inspection-host.ts'
import { judgeHeld } from './judge-held.ts'
import { lookInside } from './look-inside.ts'
import { newHold } from './new-hold.ts'
import { observeTogether } from './observe.ts'
import type { Outbox } from './outbox.ts'
import { pageSignalsOf } from './page-signals-of.ts'
import { readAgain } from './read-again.ts'
import { rightsOfWork } from './work-rights.ts'

export interface JudgeDownloadPorts {
  readonly outbox: Outbox
  readonly host: LookHost
  readonly now: () => number
}

/**
 * Judges one download by its name, type and sites, by what its page says of its rights and, where that could change
 * the verdict, by its own bytes. `end`: called before a person is asked, where it cannot be held meanwhile.
 */
export async function judgeDownload(
  { outbox, now, host }: JudgeDownloadPorts,
  rules: PolicyBundle,
  facts: DownloadFacts,
  tab: TabPage | undefined,
  end: (() => Promise<void>) | undefined,
): Promise<InspectAnswer> {
  const { file, fileExtension, sizeBytes, sites, id, url, name, mime } = facts
  const { policy } = rules.content
  const today = taipeiDate(now())
  const [from = { host: 'localfile.invalid', secure: false }, ...alsoAt] = sites
  const own = describeSite(from.host, policy, today).own
  const inspection = own && tab ? await inspectExport(host, facts, tab) : undefined
  const signals = !own && tab && file.kind !== 'executable' ? await pageSignalsOf(tab.id) : undefined
  const said = signals && rightsOfWork(signals, [url])
  const seen = { direction: 'download', ...from, file, ...(said ? { rights: said.summary } : {}) } as const
  const asked = {
    ...seen,
    sizeBytes,
    ...(fileExtension === undefined ? {} : { fileExtension }),
    inspection: { status: 'inspected', people: 0, counts: {} },
  } as const
  const inside = await lookInside(host, facts, tab, asked, policy, today)
  // What lies beside the work in its own archive is nearer to it than its page.
  const rights = inside?.rights ?? said
  return judgeHeld({ outbox, now }, rules, {
    hold: newHold(),
    tabId: tab?.id ?? -1,
    frameId: 0,
    seen: { ...seen, file: inside?.file ?? file, ...(rights ? { rights: rights.summary } : {}) },
    observed: {
      ...observeTogether([{ name, size: sizeBytes }], inspection?.status === 'inspected' ? [inspection] : []),
      fileExtension,
      cannotInspect: inside?.cannotInspect,
      // A digest says "the same file again"; of what was not read there is none.
      sha256s: inspection?.sha256 === undefined ? [] : [inspection.sha256],
    },
    fileCount: 1,
    alsoAt,
    download: { id, url, name, host: from.host, mime, sizeBytes },
    ...(rights ? { rights } : {}),
    ...(end ? { beforeAsking: end } : {}),
  })
}

/** Beyond it the browser would fetch a second copy for longer than anybody waits. Bytes. */
const mostExport = 50 * 1024 * 1024

/** PD-11: how many people an export of an own system holds. Of another origin than its page's it is not read. */
async function inspectExport(
  host: LookHost,
  facts: DownloadFacts,
  tab: TabPage,
): Promise<FileInspection | undefined> {
  const { file, url, name, fileExtension, sizeBytes } = facts
  if (file.kind !== 'document' && file.kind !== 'archive' && file.kind !== 'other') return undefined
  if (sizeBytes > mostExport || !URL.canParse(url) || new URL(url).origin !== new URL(tab.url).origin)
    return undefined
  const read = await readAgain(facts, tab, { from: 0, most: mostExport, toEnd: true })
  return read && (await host.inspect({ job: name, file: read.file, fileExtension: fileExtension ?? '' }))
}
