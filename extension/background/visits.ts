import type { PolicyBundle } from '../../core/events/policy-bundle.ts'
import { dayOf } from '../../core/policy/day-so-far.ts'
import { judge } from '../../core/policy/judge.ts'
import { siteOf } from '../../core/policy/site.ts'
import type { Observation, Verdict } from '../../core/policy/verdict.ts'
import { taipeiDate } from '../../core/model/roc-date.ts'
import { decide } from './decide.ts'
import { questionPage } from './ask-in-own-tab.ts'
import { isArmed } from './is-armed.ts'
import { eventsOfDay, judgeHeld } from './judge-held.ts'
import { leavePage } from './leave-page.ts'
import { currentLocale } from './locale.ts'
import { newHold } from './new-hold.ts'
import { observeTogether } from './observe.ts'
import type { Outbox } from './outbox.ts'
import { pendingHolds } from './pending-holds.ts'

export interface VisitPorts {
  readonly outbox: Outbox
  readonly bundle: () => Promise<PolicyBundle | undefined>
  readonly now: () => number
  readonly recorded: () => void
}

type Seen = Omit<Observation, 'inspection' | 'fileExtension' | 'sizeBytes'>
type Committed = chrome.webNavigation.WebNavigationTransitionCallbackDetails

/** Every page a tab shows, judged by its host after it is committed; a rule may cover it, record it or say a word. */
export function watchVisits(ports: VisitPorts): void {
  chrome.webNavigation.onCommitted.addListener((details) => {
    if (details.frameId === 0 && !isPrerendered(details)) void visit(ports, details)
  })
  chrome.tabs.onRemoved.addListener((tabId) => void endQuestions(ports, tabId))
}

async function visit(ports: VisitPorts, { tabId, url }: Committed): Promise<void> {
  const { outbox, now, bundle, recorded } = ports
  // The tab that asks is put up for its question; that it opens answers nothing.
  if (url.startsWith(questionPage())) return
  // What was asked on the page before is answered by leaving it.
  await endQuestions(ports, tabId)
  if (!/^https?:/.test(url) || !(await isArmed())) return
  const rules = await bundle()
  if (!rules) return
  const { hostname, protocol } = new URL(url)
  const seen: Seen = { direction: 'navigate', host: hostname.toLowerCase(), secure: protocol === 'https:' }
  if (!(await concerns(ports, rules, seen))) return
  const { type } = await judgeHeld({ outbox, now }, rules, {
    hold: newHold(),
    tabId,
    frameId: 0,
    seen,
    observed: observeTogether([], []),
    fileCount: 0,
  })
  if (type === 'drop') await leavePage(tabId)
  else recorded()
}

/** Whether there is something to do that was not done today: an answer, or a mere record, counts for the site and day. */
async function concerns({ outbox, now }: VisitPorts, rules: PolicyBundle, seen: Seen): Promise<boolean> {
  const site = siteOf(seen.host)
  const today = await eventsOfDay(outbox, now())
  const verdict = judge(
    { ...dayOf(today, site), ...seen, inspection: { status: 'inspected', people: 0, counts: {} } },
    rules.content.policy,
    taipeiDate(now()),
  )
  if (verdict.hits.length === 0) return false
  const here = today.filter(({ direction, host }) => direction === 'navigate' && host === site)
  return !here.some(({ ruleId, furtherRules, userDecision }) => {
    const answered = [ruleId, ...furtherRules.map((one) => one.ruleId)]
    const passes = userDecision === 'proceed' || userDecision === 'override'
    return passes && asks(verdict) !== 'always' && verdict.hits.every((hit) => answered.includes(hit.ruleId))
  })
}

const asks = ({ action }: Verdict): 'always' | 'onceADay' => (action === 'block' ? 'always' : 'onceADay')

/** The tab went on or away with questions open: they are cancelled, and recorded as such. */
async function endQuestions({ outbox, now, recorded }: VisitPorts, tabId: number): Promise<void> {
  for (const { hold, tabId: at, direction, download } of await pendingHolds.all()) {
    if (at !== tabId || (direction !== 'navigate' && !download)) continue
    await decide(
      { outbox, now, recorded, settle: direction !== 'navigate' },
      { tabId, hold, decision: { type: 'cancel' } },
      await currentLocale(),
    )
  }
}

const isPrerendered = (details: Committed): boolean => details.documentLifecycle === 'prerender'
