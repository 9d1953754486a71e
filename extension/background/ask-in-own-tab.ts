import type { NoticeView } from '../notices/view.ts'

/** What a question tab shows; in memory only, since it may hold samples. */
const asked = new Map<number, NoticeView>()

export const questionPage = (): string => chrome.runtime.getURL('question.html')

/** Asks in a tab of the extension. `opened` is told its id before anything can be answered there. */
export async function askInOwnTab(
  question: NoticeView,
  opened: (tabId: number) => Promise<void>,
): Promise<boolean> {
  const { id } = await chrome.tabs.create({ url: questionPage() })
  if (id === undefined) return false
  asked.set(id, question)
  await opened(id)
  waiting.get(id)?.(question)
  return true
}

/** The page may ask before its question is ready: creating a tab resolves after the page has begun. */
const waiting = new Map<number, (question: NoticeView | null) => void>()
const patience = 3000

export function questionFor(tabId: number): Promise<NoticeView | null> {
  const ready = asked.get(tabId)
  if (ready) return Promise.resolve(ready)
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), patience)
    waiting.set(tabId, (question) => {
      clearTimeout(timer)
      waiting.delete(tabId)
      resolve(question)
    })
  })
}
