import { createHash } from 'node:crypto'
import { readFile, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'

export interface FoundFile {
  readonly bytes: Buffer
  readonly etag: string
}

/** The file a URL path names inside the folder, or undefined: nothing outside it, no folder listings. */
export async function findFile(folder: string, path: string): Promise<FoundFile | undefined> {
  const wanted = decoded(path)
  if (wanted === undefined || wanted.includes('\0')) return undefined
  try {
    const home = await realpath(folder)
    const file = await realpath(join(home, wanted.endsWith('/') ? `${wanted}index.html` : wanted))
    if (!file.startsWith(home + sep)) return undefined
    const bytes = await readFile(file)
    return { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"` }
  } catch (problem) {
    if (isMissing(problem)) return undefined
    throw problem
  }
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    // A malformed escape names no file.
    return undefined
  }
}

const missing = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG'])
const isMissing = (problem: unknown): boolean =>
  problem instanceof Error &&
  'code' in problem &&
  typeof problem.code === 'string' &&
  missing.has(problem.code)
