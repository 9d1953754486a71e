import { readdirSync, readFileSync } from 'node:fs'

/**
 * Stops every process of the browser on this profile, as a lid that closes does: nothing runs, nothing is said, and
 * the other side hears no goodbye. Answers how to let it go on.
 */
export function pauseBrowser(profile: string): () => void {
  const stopped = treeOf(profile)
  if (stopped.length === 0) throw new Error('no browser runs on this profile')
  for (const id of stopped) process.kill(id, 'SIGSTOP')
  return () => {
    for (const id of stopped) process.kill(id, 'SIGCONT')
  }
}

/** The processes named by the profile and all they started: content processes do not name it. */
function treeOf(profile: string): readonly number[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ id: Number(name), parent: parentOf(name), names: commandLine(name) }))
  const tree = new Set(all.filter(({ names }) => names.includes(profile)).map(({ id }) => id))
  tree.delete(process.pid)
  for (let before = -1; before !== tree.size;) {
    before = tree.size
    for (const { id, parent } of all) if (tree.has(parent)) tree.add(id)
  }
  return [...tree]
}

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // The process ended meanwhile.
    return ''
  }
}
const commandLine = (id: string): readonly string[] => read(`/proc/${id}/cmdline`).split('\0')
const parentOf = (id: string): number => Number(/^PPid:\s*(\d+)/m.exec(read(`/proc/${id}/status`))?.[1] ?? 0)
