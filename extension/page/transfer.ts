/** What a paste or a drop carried, read inside its event; afterwards the browser empties the original. */
export interface Carried {
  readonly files: readonly File[]
  /** By MIME type, in the order the page would see them. */
  readonly texts: ReadonlyMap<string, string>
}

export function readTransfer(transfer: DataTransfer): Carried {
  const files = [...transfer.items].flatMap((item) => (item.kind === 'file' ? (item.getAsFile() ?? []) : []))
  const types = transfer.types.filter((type) => type !== 'Files')
  return { files, texts: new Map(types.map((type) => [type, transfer.getData(type)])) }
}

/** The same again, for an event of our own. */
export function transferOf(carried: Carried): DataTransfer {
  // Firefox hides from a page what an extension put into a transfer; into the page's own, put by the page's own rights.
  const page = globalThis as typeof globalThis & { readonly wrappedJSObject?: typeof globalThis }
  return fillTransfer(new (page.wrappedJSObject ?? page).DataTransfer(), carried)
}

export function fillTransfer(transfer: DataTransfer, { files, texts }: Carried): DataTransfer {
  for (const [type, text] of texts) transfer.setData(type, text)
  for (const file of files) transfer.items.add(file)
  return transfer
}

/** What a person would read of it: the plain form where there is one, else the markup or the address. */
export const textOf = ({ texts }: Carried): string =>
  texts.get('text/plain') || texts.get('text/html') || texts.get('text/uri-list') || ''
