/** Opens a page of the extension in a tab, and closes the popup it was asked from. */
export async function openPage(path: string): Promise<void> {
  await chrome.tabs.create({ url: chrome.runtime.getURL(path) })
  window.close()
}
