import type { PolicyBundle } from '../../core/events/policy-bundle.ts'
import { taipeiDate } from '../../core/model/roc-date.ts'
import { describeSite } from '../../core/policy/site.ts'
import type { InspectAnswer } from '../messaging.ts'
import { factsOf, type DownloadFacts } from './download-facts.ts'
import { holdName, nameAgain, passesNow, removeDownload, settleDownload } from './download-hold.ts'
import { tabOf, type TabPage } from './download-tab.ts'
import type { InspectionHost } from './inspection-host.ts'
import { isArmed } from './is-armed.ts'
import { judgeHeld } from './judge-held.ts'
import { newHold } from './new-hold.ts'
import { observeTogether } from './observe.ts'
import type { Outbox } from './outbox.ts'
import { pageSignalsOf } from './page-signals-of.ts'
import { pendingHolds } from './pending-holds.ts'
import { readAgain } from './read-again.ts'
import { rightsOfWork } from './work-rights.ts'

type Item = chrome.downloads.DownloadItem

export interface DownloadPorts {
  readonly outbox: Outbox
  readonly host: InspectionHost
  readonly bundle: () => Promise<PolicyBundle | undefined>
  readonly now: () => number
  readonly recorded: () => void
}

/**
 * Every download of this browser. Chromium asks for a name before anything stands under it, so it is paused and judged
 * there; Firefox tells of it after it began, so what may not pass is ended and, once allowed, asked for again.
 */
export function watchDownloads(ports: DownloadPorts): void {
  // Types say it is always there; Firefox has none.
  const naming = chrome.downloads.onDeterminingFilename as
    typeof chrome.downloads.onDeterminingFilename | undefined
  if (naming) naming.addListener((item, suggest) => name(item, suggest))
  else chrome.downloads.onCreated.addListener((item) => void meet(item, () => removeDownload(item.id)))
  if (naming) chrome.downloads.onChanged.addListener((change) => void keepWaiting(change))

  function name(item: Item, suggest: (name?: chrome.downloads.FilenameSuggestion) => void): true {
    if (isOurs(item)) {
      const filename = nameAgain(item)
      suggest(filename === undefined ? undefined : { filename, conflictAction: 'uniquify' })
      return true
    }
    void holdName(item.id).then(() => suggest())
    void judgePaused(item)
    return true
  }

  async function judgePaused(item: Item): Promise<void> {
    const { id, url } = item
    try {
      await chrome.downloads.pause(id).catch(() => undefined)
      const { type } = await meet(item)
      if (type !== 'wait')
        await settleDownload({ id, url, name: factsOf(item, undefined).name }, type === 'release')
    } catch (error) {
      // Nothing is kept that was not judged.
      await settleDownload({ id, url, name: '' }, false)
      throw error
    }
  }

  async function meet(item: Item, end?: () => Promise<void>): Promise<InspectAnswer> {
    if (isOurs(item) || !(await isArmed())) return { type: 'release' }
    const rules = await ports.bundle()
    if (!rules) return { type: 'release' }
    const tab = await tabOf(item)
    const facts = factsOf(item, tab?.url)
    if (passesNow(facts.name)) return { type: 'release' }
    const answer = await judgeDownload(ports, rules, facts, tab, end)
    if (answer.type === 'release') ports.recorded()
    else if (answer.type === 'drop') await end?.()
    return answer
  }
}

async function judgeDownload(
  { outbox, now, host }: DownloadPorts,
  rules: PolicyBundle,
  facts: DownloadFacts,
  tab: TabPage | undefined,
  end: (() => Promise<void>) | undefined,
): Promise<InspectAnswer> {
  const { file, fileExtension, sizeBytes, sites, id, url, name } = facts
  const [from = { host: 'localfile.invalid', secure: false }, ...alsoAt] = sites
  const own = describeSite(from.host, rules.content.policy, taipeiDate(now())).own
  const readable = file.kind === 'document' || file.kind === 'archive' || file.kind === 'other'
  const inspection = own && tab && readable ? await readAgain(host, facts, tab) : undefined
  const signals = !own && tab && file.kind !== 'executable' ? await pageSignalsOf(tab.id) : undefined
  const rights = signals && rightsOfWork(signals, [url])
  return judgeHeld({ outbox, now }, rules, {
    hold: newHold(),
    tabId: tab?.id ?? -1,
    frameId: 0,
    seen: { direction: 'download', ...from, file, ...(rights ? { rights: rights.summary } : {}) },
    observed: {
      ...observeTogether([{ name, size: sizeBytes }], inspection?.status === 'inspected' ? [inspection] : []),
      fileExtension,
      // A digest says "the same file again"; of what was not read there is none.
      sha256s: inspection?.sha256 === undefined ? [] : [inspection.sha256],
    },
    fileCount: 1,
    alsoAt,
    download: { id, url, name },
    ...(rights ? { rights } : {}),
    ...(end ? { beforeAsking: end } : {}),
  })
}

const isOurs = ({ byExtensionId }: Item): boolean => byExtensionId === chrome.runtime.id

const waits = async (id: number): Promise<boolean> =>
  (await pendingHolds.all()).some(({ download }) => download?.id === id)

/** While a question stands, the browser's own button does not go round it, and what arrived whole does not stay. */
async function keepWaiting({ id, paused, state }: chrome.downloads.DownloadDelta): Promise<void> {
  const resumed = paused?.current === false
  const arrived = state?.current === 'complete'
  if ((!resumed && !arrived) || !(await waits(id))) return
  if (arrived) await removeDownload(id)
  else await chrome.downloads.pause(id).catch(() => undefined)
}
