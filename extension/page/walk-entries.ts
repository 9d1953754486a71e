/** Every file in what was dropped, folders walked; undefined when there are more than `limit`. Order as the browser's. */
export async function walkEntries(
  entries: readonly FileSystemEntry[],
  limit: number,
): Promise<readonly File[] | undefined> {
  const files: File[] = []
  const waiting = [...entries]
  for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
    if (entry.isFile) files.push(await fileOf(entry as FileSystemFileEntry))
    else waiting.unshift(...(await childrenOf(entry as FileSystemDirectoryEntry, limit)))
    if (files.length + waiting.length > limit) return undefined
  }
  return files
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((done, failed) => entry.file(done, failed))

async function childrenOf(folder: FileSystemDirectoryEntry, limit: number): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  // Chromium gives a hundred at a time, and an empty list at the end.
  while (all.length <= limit) {
    const some = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed))
    if (some.length === 0) break
    all.push(...some)
  }
  return all
}
