/** What the file system said, in words; anything else is a bug and is thrown on. */
export function fileProblem(error: unknown): string {
  if (!(error instanceof Error)) throw error
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return 'no such file'
  if (code === 'EACCES') return 'may not be read'
  if (code === 'EISDIR' || code === 'ERR_INVALID_ARG_VALUE') return 'is a directory'
  if (code === undefined) throw error
  return error.message
}
