import { dropHeldEvent, dropReleasedEvent } from './drop.ts'

/**
 * Runs in the page's own world. The items of a released drop have no entries of their own, so those of the held one
 * are kept here and given back: a page that walks folders finds them as they were. Only a released drop shows them.
 */
export function keepDroppedEntries(page: Window & typeof globalThis): void {
  const held = new Map<number, readonly (FileSystemEntry | null)[]>()
  const released = new WeakMap<File, FileSystemEntry | null>()
  const items = page.DataTransferItem.prototype as DataTransferItem & {
    getAsFileSystemHandle?: () => unknown
  }
  // Kept from before the page can replace them, or it could look into a drop that is held.
  const transferOf = original<DragEvent, DataTransfer | null>(page.DragEvent.prototype, 'dataTransfer')
  const entryOf = original<DataTransferItem, FileSystemEntry | null>(items, 'webkitGetAsEntry')
  const fileOf = original<DataTransferItem, File | null>(items, 'getAsFile')
  const handleOf = original<DataTransferItem, unknown>(items, 'getAsFileSystemHandle')

  const listen = (type: string, act: (id: number, all: readonly DataTransferItem[]) => void) =>
    page.addEventListener(
      type,
      (event) => {
        // No listener of the page may see a held drop.
        event.stopImmediatePropagation()
        event.preventDefault()
        const transfer = event instanceof page.DragEvent && transferOf(event)
        if (transfer)
          act(
            event.detail,
            [...transfer.items].filter(({ kind }) => kind === 'file'),
          )
      },
      { capture: true },
    )
  listen(dropHeldEvent, (id, all) => {
    held.set(id, all.map(entryOf))
  })
  listen(dropReleasedEvent, (id, all) => {
    held.get(id)?.forEach((entry, at) => {
      const file = all[at] && fileOf(all[at])
      if (file) released.set(file, entry)
    })
    held.delete(id)
  })

  const entryBack = (item: DataTransferItem): FileSystemEntry | null | undefined => {
    const file = item.kind === 'file' ? fileOf(item) : null
    return file ? released.get(file) : undefined
  }
  items.webkitGetAsEntry = function (this: DataTransferItem) {
    return entryBack(this) ?? entryOf(this)
  }
  // A handle can be asked for only inside the first event, and asking for each would be the end of a page whose drop an
  // automation made (Chromium takes it for an attack). Without one, pages fall back to the entry.
  if (items.getAsFileSystemHandle)
    items.getAsFileSystemHandle = function (this: DataTransferItem) {
      return entryBack(this) === undefined ? handleOf(this) : Promise.resolve(null)
    }
}

/** A method or a property as the browser made it, to be asked of any object of its kind; undefined if it has none. */
function original<Of, Value>(prototype: object, name: string): (of: Of) => Value {
  const own = Object.getOwnPropertyDescriptor(prototype, name)
  // eslint-disable-next-line @typescript-eslint/unbound-method -- applied below
  const call = (own?.get ?? own?.value ?? (() => undefined)) as (this: Of) => Value
  const { apply } = Reflect
  return (of) => apply<Of, [], Value>(call, of, [])
}
