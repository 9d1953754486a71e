import type { DecideAnswer, Decision } from '../messaging.ts'
import { shield } from '../page/event-shield.ts'
import { createBar } from './bar.ts'
import { createDialog } from './dialog.ts'
import { h } from './element.ts'
import { noticeStyles } from './styles.ts'
import type { NoticeView } from './view.ts'

export interface NoticePorts {
  readonly screen: (hold: string, text: string) => Promise<{ readonly problem: string | null }>
  readonly decide: (hold: string, decision: Decision) => Promise<DecideAnswer>
  /** Puts the styles in otherwise, where a style element would not be taken (a page of the extension). */
  readonly style?: (root: ShadowRoot, css: string) => void
}

/** Attribute of the host element, by which tests find it; it tells a page nothing it cannot see anyway. */
const noticeMark = 'data-countersign-notice'

interface Shown {
  readonly view: NoticeView
  readonly host: HTMLElement
  readonly progress: (percent: number) => void
  readonly close: () => void
}

/**
 * One notice at a time in the top layer, in a closed shadow root on the document element. A page can neither
 * read it, press it nor make it mean "yes": taking it away only puts it back, and at last counts as cancelling.
 */
export function createNotices(ports: NoticePorts) {
  const views = new Map<string, NoticeView>()
  let shown: Shown | undefined

  const refresh = () => {
    const waiting = [...views.values()]
    // A question goes before the bar of a check that still runs.
    const next = waiting.find(({ tone }) => tone !== 'calm') ?? waiting[0]
    if (next === shown?.view) return
    shown?.close()
    shown = next && present(next, ports, hide)
  }
  const hide = (hold: string) => {
    views.delete(hold)
    refresh()
  }
  return {
    show(view: NoticeView) {
      // The bar of a check that has ended meanwhile comes too late.
      if (view.tone === 'calm' && views.has(view.hold)) return
      views.set(view.hold, view)
      refresh()
    },
    hide,
    progress(hold: string, percent: number) {
      if (shown?.view.hold === hold) shown.progress(percent)
    },
  }
}

function present(view: NoticeView, ports: NoticePorts, hide: (hold: string) => void): Shown {
  // Not a custom element: the page could define one of that name and be given ours.
  const host = h('div', { [noticeMark]: true })
  const root = host.attachShadow({ mode: 'closed' })
  if (ports.style) ports.style(root, noticeStyles)
  else root.append(h('style', {}, noticeStyles))
  let failures = 0

  const decide = async (decision: Decision) => {
    dialog?.setBusy(true)
    try {
      const answer = await ports.decide(view.hold, decision)
      if (answer.type === 'done') hide(view.hold)
      else dialog?.showTrouble(answer.message, answer.final)
    } catch {
      // Nothing was released. A second failure of the same kind lets the person go on.
      if (decision.type === 'cancel' && ++failures > 1) hide(view.hold)
      else dialog?.showTrouble(view.words.unanswered, false)
    }
  }
  const cancel = () => void decide({ type: 'cancel' })
  const screen = async (text: string) => (await ports.screen(view.hold, text)).problem
  const dialog =
    view.tone === 'calm'
      ? undefined
      : createDialog(view, { screen, decide: (decision) => void decide(decision) })
  const bar = dialog ? undefined : createBar(view, cancel)

  const receive = (event: Event) => {
    if (event instanceof KeyboardEvent) {
      if (event.type === 'keydown') dialog?.keyed(event, root.activeElement)
    } else if (event.type === 'click' && event instanceof MouseEvent) {
      // The shield stops events at the window, so the target inside is found by place; a key press has none.
      const target =
        event.detail === 0 ? root.activeElement : root.elementFromPoint(event.clientX, event.clientY)
      if (dialog) dialog.clicked(target)
      else bar?.clicked(target)
    } else if (event.type === 'input') {
      for (const field of dialog?.fields ?? []) if (field.input === root.activeElement) field.typed()
    }
  }

  const element = dialog?.element ?? bar?.element
  if (element) root.append(element)
  const open = () => {
    document.documentElement.append(host)
    if (dialog) {
      // One that was taken out of the page still counts as open, and not as modal.
      dialog.element.close()
      dialog.element.showModal()
      dialog.focus()
    } else bar?.element.showPopover()
  }
  dialog?.element.addEventListener('cancel', (event) => {
    event.preventDefault()
    if (event.isTrusted) dialog.press('cancel')
  })
  const stopWatching = putBack(host, open, cancel)
  shield({ host, receive })
  open()

  return {
    view,
    host,
    progress: (percent) => bar?.progress(percent),
    close() {
      stopWatching()
      shield(undefined)
      dialog?.element.close()
      host.remove()
    },
  }
}

/** A page that removes or closes the notice gets it back, and after a few times a cancelled upload. */
function putBack(host: HTMLElement, open: () => void, giveUp: () => void): () => void {
  let times = 0
  const observer = new MutationObserver(() => {
    if (host.isConnected) return
    if (++times > 5) {
      observer.disconnect()
      giveUp()
    } else open()
  })
  observer.observe(document.documentElement, { childList: true })
  return () => observer.disconnect()
}
