import { dayOf } from '../../core/policy/day-so-far.ts'
import { describeSite } from '../../core/policy/site.ts'
import { sha256, toHex, utf8 } from '../../core/model/bytes.ts'
import { taipeiDate } from '../../core/model/roc-date.ts'
import { parse, shape } from '../../core/model/shape.ts'
import { contentDigest } from './content-digest.ts'
import { isArmed } from './is-armed.ts'
import { eventsOfDay, judgeHeld } from './judge-held.ts'
import { newHold } from './new-hold.ts'
import { observeTogether } from './observe.ts'
import type { VisitPorts } from './visits.ts'

const formsShape = shape.strictObject({
  personal: shape.array(shape.string().max(4000)).max(50),
  notice: shape.boolean(),
})

/**
 * The forms of pages on the organisation's own domains, once a page is loaded (PD-08, PD-12). A day records each form
 * once, known by a digest of its address that only this device can make. A form the inventory does not name is told
 * under a digest all devices make alike, so that the organisation can list it; one it names is not.
 */
export function watchOwnForms(ports: VisitPorts): void {
  chrome.webNavigation.onCompleted.addListener(({ frameId, tabId, url }) => {
    if (frameId === 0 && /^https?:/.test(url)) void lookAtForms(ports, tabId, new URL(url))
  })
}

/** Resolves once every form of the page was judged and what is to be recorded is durable. */
export async function lookAtForms(
  ports: VisitPorts,
  tabId: number,
  { hostname, protocol }: URL,
): Promise<void> {
  const { outbox, now, bundle, recorded } = ports
  const rules = (await isArmed()) ? await bundle() : undefined
  const host = hostname.toLowerCase()
  if (!rules || !describeSite(host, rules.content.policy, taipeiDate(now())).own) return
  const { listedForms } = rules.content.policy
  const forms = await formsIn(tabId)
  const self = await outbox.device.get('self')
  if (!forms || !self) return
  for (const address of forms.personal) {
    const sha = toHex(await sha256(utf8(address)))
    const formDigest = sha.slice(0, 12)
    // A bundle that does not say which forms are listed accuses none.
    const listed = listedForms?.includes(formDigest) ?? true
    const digest = await contentDigest(self.digestKey, [sha])
    const ofForm = (await eventsOfDay(outbox, now())).filter((event) => event.contentDigest === digest)
    const { type } = await judgeHeld({ outbox, now }, rules, {
      hold: newHold(),
      tabId,
      frameId: 0,
      seen: {
        direction: 'navigate',
        host,
        secure: protocol === 'https:',
        form: { personal: true, notice: forms.notice, listed },
        firstUseToday: false,
        loggedToday: ofForm.flatMap((event) => dayOf([event], event.host).loggedToday),
      },
      observed: { ...observeTogether([], []), sha256s: [sha] },
      fileCount: 0,
      ...(listed ? {} : { formDigest }),
    })
    if (type === 'release') recorded()
  }
}

async function formsIn(tabId: number) {
  const answer = await chrome.scripting
    .executeScript({ target: { tabId, frameIds: [0] }, files: ['page-forms-content.js'] })
    .catch(() => [])
  const forms = parse(formsShape, answer[0]?.result)
  return forms.ok ? forms.value : undefined
}
