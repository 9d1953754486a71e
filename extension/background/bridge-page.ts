import { sendMessage } from '../messaging.ts'

const scriptId = 'bridge'
const script = 'bridge-content.js'

/** Puts the bridge's content script on the paired origin, and nowhere else, across browser restarts. */
export async function registerBridge(origin: string): Promise<void> {
  await unregisterBridge()
  await chrome.scripting.registerContentScripts([
    {
      id: scriptId,
      js: [script],
      matches: [patternOf(origin)],
      runAt: 'document_start',
      allFrames: false,
      persistAcrossSessions: true,
    },
  ])
}

export async function unregisterBridge(): Promise<void> {
  const known = await chrome.scripting.getRegisteredContentScripts({ ids: [scriptId] })
  if (known.length > 0) await chrome.scripting.unregisterContentScripts({ ids: [scriptId] })
}

/** Asks every open page of the origin for a link; resolves to how many there are. */
export async function wakeBridge(origin: string): Promise<number> {
  const tabs = await tabsAt(origin)
  for (const tabId of tabs) {
    // A page open since before pairing has no bridge yet; the script speaks up by itself when it starts.
    await sendMessage('wakeBridge', undefined, tabId).catch(() =>
      chrome.scripting
        .executeScript({ target: { tabId, frameIds: [0] }, files: [script] })
        // The tab was closed, or left the origin, in between.
        .catch(() => undefined),
    )
  }
  return tabs.length
}

/** Brings the PWA to the front, opening it when it is not open. */
export async function openPage(origin: string): Promise<void> {
  const [first] = await tabsAt(origin)
  if (first === undefined) await chrome.tabs.create({ url: `${origin}/`, active: false })
  else await wakeBridge(origin)
}

async function tabsAt(origin: string): Promise<readonly number[]> {
  const tabs = await chrome.tabs.query({ url: patternOf(origin) })
  return tabs.flatMap(({ id, url }) =>
    id !== undefined && url !== undefined && originIs(url, origin) ? [id] : [],
  )
}

export const originIs = (url: string, origin: string): boolean =>
  URL.canParse(url) && new URL(url).origin === origin

/** Firefox match patterns take no port; the exact origin is compared wherever it matters. */
const patternOf = (origin: string): string => `${new URL(origin).protocol}//${new URL(origin).hostname}/*`
