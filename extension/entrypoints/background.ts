import { defineBackground } from 'wxt/utils/define-background'
import { messageFor } from '../../core/i18n/index.ts'
import { publishGuardState } from '../background/activation.ts'
import { questionFor } from '../background/ask-in-own-tab.ts'
import { composeFailure } from '../background/compose-notice.ts'
import { composeStatus } from '../background/compose-status.ts'
import { createConnection } from '../background/connection.ts'
import { decide, personalDataIn } from '../background/decide.ts'
import { watchDownloads } from '../background/downloads.ts'
import { handle } from '../background/handle.ts'
import { createInspectionHost } from '../background/inspection-host.ts'
import { installed } from '../background/installed.ts'
import { currentLocale } from '../background/locale.ts'
import { judgeMagnet } from '../background/magnets.ts'
import { showIn } from '../background/notice-frame.ts'
import { openOutbox } from '../background/outbox.ts'
import { watchOwnForms } from '../background/own-forms.ts'
import { pageOf } from '../background/page-of.ts'
import { pendingHolds } from '../background/pending-holds.ts'
import { forgetWaiting, openReminded, remind, reminderAlarm, scheduleReminders } from '../background/reminders.ts' // prettier-ignore
import { scheduleDelivery } from '../background/schedule-delivery.ts'
import { createVerdictService } from '../background/give-verdict.ts'
import { watchVisits } from '../background/visits.ts'
import { bridgePort } from '../bridge/relay.ts'
import type { DecideAnswer, InspectAnswer, PairingAnswer } from '../messaging.ts'
import { changeSettings } from '../settings.ts'

// Wiring only. Every listener is registered in the first turn: the worker may be started by any of these events.
export default defineBackground(() => {
  const now = () => Date.now()
  const outbox = openOutbox()
  const changed = () => void publishGuardState(outbox)
  const connection = createConnection(outbox, changed)
  const host = createInspectionHost()
  const bundle = async () => (await outbox.bundle.get('current'))?.bundle
  const service = createVerdictService({ outbox, host, bundle, now })
  const recorded = () => {
    changed()
    void scheduleDelivery(outbox)
    void connection.deliver()
  }

  handle('inspect', async (held, sender): Promise<InspectAnswer> => {
    const { tab, frameId } = sender
    if (tab?.id === undefined || frameId === undefined) return { type: 'drop' }
    const answer = await service.inspect({ ...held, tabId: tab.id, frameId, page: pageOf(sender) })
    if (answer.type === 'release') recorded()
    return answer
  })
  handle('followMagnet', async ({ hold }, sender): Promise<InspectAnswer> => {
    const { tab, frameId } = sender
    if (tab?.id === undefined || frameId === undefined) return { type: 'drop' }
    const at = { hold, tabId: tab.id, frameId, page: pageOf(sender) }
    return judgeMagnet({ outbox, now }, await bundle(), at)
  })
  handle('question', async (_, { tab }) => (tab?.id === undefined ? null : await questionFor(tab.id)))
  watchDownloads({ outbox, host, bundle, now, recorded })
  watchVisits({ outbox, bundle, now, recorded })
  watchOwnForms({ outbox, bundle, now, recorded })
  handle('abandon', async ({ hold }, { tab }) => {
    service.cancel(hold)
    if (tab?.id !== undefined && (await pendingHolds.get(hold))) {
      await decide(
        { outbox, now, recorded },
        { tabId: tab.id, hold, decision: { type: 'cancel' } },
        await currentLocale(),
      )
    }
    return null
  })
  handle('explainInterruption', async ({ hold }, { tab, frameId }) => {
    if (tab?.id !== undefined)
      await showIn(tab.id, frameId ?? 0, composeFailure(hold, 'interrupted', await currentLocale()))
    return null
  })
  handle('screenReason', async ({ text }) => ({
    problem: personalDataIn(text, await currentLocale()) ?? null,
  }))
  handle('decide', async ({ hold, decision }, { tab, frameId }): Promise<DecideAnswer> => {
    const tabId = tab?.id
    const asked = await pendingHolds.get(hold)
    if (tabId === undefined || (!asked && decision.type === 'cancel')) {
      // The calm bar of a running check, or a notice that only says what happened.
      service.cancel(hold)
      return { type: 'done' }
    }
    return decide(
      { outbox, now, recorded },
      { tabId, hold, decision, noticeFrame: frameId },
      await currentLocale(),
    )
  })

  handle('status', ({ tabId }) =>
    composeStatus({ outbox, now, connected: connection.connected, pairing: connection.pairing }, tabId),
  )
  handle('acknowledge', async ({ version }) => {
    await changeSettings({ acknowledgedVersion: version })
    changed()
    return null
  })
  handle('setLanguage', async ({ language }) => {
    await changeSettings({ language })
    return null
  })
  handle('startPairing', async ({ address }): Promise<PairingAnswer> => {
    const started = await connection.startPairing(address)
    if (started === 'started') return { type: 'started' }
    return { type: 'refused', message: messageFor(`pairingRefused.${started}`, {}, await currentLocale()) }
  })
  handle('answerPairing', ({ accept }) => {
    connection.answerPairing(accept)
    return null
  })
  handle('unpair', async () => {
    await connection.unpair()
    await forgetWaiting()
    return null
  })

  chrome.runtime.onConnect.addListener((port) => {
    if (port.name === bridgePort) connection.accept(port)
  })
  chrome.alarms.onAlarm.addListener(({ name }) => {
    if (name === reminderAlarm) return void remind(outbox, now())
    void connection.deliver().then(() => scheduleDelivery(outbox))
  })
  chrome.notifications.onClicked.addListener((id) => void openReminded(id))
  chrome.permissions.onAdded.addListener(changed)
  chrome.permissions.onRemoved.addListener(changed)
  chrome.runtime.onStartup.addListener(changed)
  chrome.runtime.onInstalled.addListener(({ reason }) => void installed(outbox, reason))

  void scheduleDelivery(outbox)
  void scheduleReminders()
})
