/** What a server says of a file. */
export interface SaidOfFile {
  /** Empty when unknown; may have parameters. */
  readonly mime: string
  /** Not above 0 when unknown. */
  readonly sizeBytes: number
}

/**
 * Whether an address asked a second time gives what it gave the first time, as far as the server says. A download
 * that came from a sent form, or from a link that works once, gives a page instead, or another file.
 */
export function isSameFile(first: SaidOfFile, second: SaidOfFile): boolean {
  const [type, typeNow] = [first, second].map(({ mime }) => mime.split(';', 1)[0]?.trim().toLowerCase())
  if (type && typeNow && type !== typeNow) return false
  return first.sizeBytes <= 0 || second.sizeBytes <= 0 || first.sizeBytes === second.sizeBytes
}
