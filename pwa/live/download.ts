/** Offers parts as one file. The object URL is kept for a minute: Safari reads it after the click returned. */
export function downloadParts(fileName: string, parts: readonly BlobPart[]): void {
  // Never the file's own type: what came from outside must not open as a page of this origin.
  const url = URL.createObjectURL(new Blob([...parts], { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
