/** Key in `storage.local`; the background writes it, content scripts read nothing else there. */
export const armedKey = 'armed'

/**
 * Whether the guard is on, kept current without asking at each choice. Until the first answer it counts as on:
 * the background then decides, and releases at once when there is nothing to guard.
 */
export function watchArmed(): () => boolean {
  let armed = true
  const set = (value: unknown) => {
    armed = value === true
  }
  chrome.storage.local.get(armedKey).then(
    (items) => set(items[armedKey]),
    // The extension was updated under this page: it stays on, and a choice is dropped with a word.
    () => undefined,
  )
  chrome.storage.onChanged.addListener((changes, area) => {
    if (area === 'local' && changes[armedKey]) set(changes[armedKey].newValue)
  })
  return () => armed
}
