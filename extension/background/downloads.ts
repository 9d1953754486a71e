import type { PolicyBundle } from '../../core/events/policy-bundle.ts'
import type { InspectAnswer } from '../messaging.ts'
import { nameAgain } from './download-again.ts'
import { factsOf } from './download-facts.ts'
import { holdName, removeDownload, settleDownload } from './download-hold.ts'
import { passesNow, passOf } from './download-passes.ts'
import { tabOf } from './download-tab.ts'
import { isArmed } from './is-armed.ts'
import { judgeDownload, type JudgeDownloadPorts } from './judge-download.ts'
import { pendingHolds } from './pending-holds.ts'

type Item = chrome.downloads.DownloadItem

export interface DownloadPorts extends JudgeDownloadPorts {
  readonly bundle: () => Promise<PolicyBundle | undefined>
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
    const { name, mime, sizeBytes, sites } = factsOf(item, undefined)
    const download = { id: item.id, url: item.url, name, host: sites[0]?.host ?? '', mime, sizeBytes }
    try {
      await chrome.downloads.pause(item.id).catch(() => undefined)
      const { type } = await meet(item)
      if (type !== 'wait') await settleDownload(download, type === 'release')
    } catch (error) {
      // Nothing is kept that was not judged.
      await settleDownload(download, false)
      throw error
    }
  }

  async function meet(item: Item, end?: () => Promise<void>): Promise<InspectAnswer> {
    if (isOurs(item) || !(await isArmed())) return { type: 'release' }
    const rules = await ports.bundle()
    if (!rules) return { type: 'release' }
    const tab = await tabOf(item)
    const facts = factsOf(item, tab?.url)
    if (await passesNow(passOf(facts), ports.now())) return { type: 'release' }
    const answer = await judgeDownload(ports, rules, facts, tab, end)
    if (answer.type === 'release') ports.recorded()
    else if (answer.type === 'drop') await end?.()
    return answer
  }
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
