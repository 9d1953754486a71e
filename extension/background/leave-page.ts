/** How long a step back may take to begin. Milliseconds. */
const patience = 1500

/**
 * Takes a tab off the page it shows: back to where it came from, or closed when it came from nowhere. The last tab of
 * a window is emptied instead, so that the window stays.
 */
export async function leavePage(tabId: number): Promise<void> {
  if (!(await goBack(tabId))) await closeTab(tabId)
}

export async function closeTab(tabId: number): Promise<void> {
  try {
    const { windowId } = await chrome.tabs.get(tabId)
    const beside = await chrome.tabs.query({ windowId })
    if (beside.length > 1) await chrome.tabs.remove(tabId)
    else await chrome.tabs.update(tabId, { url: 'about:blank' })
  } catch {
    // The person closed it meanwhile.
  }
}

/** Firefox says nothing when there is no way back, so the step itself is awaited. */
async function goBack(tabId: number): Promise<boolean> {
  let told: (left: boolean) => void = () => undefined
  const left = new Promise<boolean>((resolve) => {
    told = resolve
  })
  const committed = (details: { readonly tabId: number; readonly frameId: number }) => {
    if (details.tabId === tabId && details.frameId === 0) told(true)
  }
  const timer = setTimeout(() => told(false), patience)
  chrome.webNavigation.onCommitted.addListener(committed)
  try {
    await chrome.tabs.goBack(tabId)
    return await left
  } catch {
    return false
  } finally {
    clearTimeout(timer)
    chrome.webNavigation.onCommitted.removeListener(committed)
  }
}
