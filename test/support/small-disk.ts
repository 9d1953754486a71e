import { spawnSync } from 'node:child_process'
import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from './temporary-folder.ts'

export interface SmallDisk {
  readonly path: string
  /** Fills what is free, so that the next write fails with "no space left". */
  readonly fill: () => void
  /** Gives the space back. */
  readonly relieve: () => void
  readonly remove: () => void
}

/** A disk of its own in memory, of this many megabytes. Only an administrator may mount one. */
export function mountSmallDisk(megabytes: number): SmallDisk {
  const folder = temporaryFolder('disk')
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder.path], {
    encoding: 'utf8',
  })
  if (mounted.status !== 0) {
    folder.remove()
    throw new Error(`cannot mount a small disk: ${mounted.stderr}`)
  }
  const ballast = join(folder.path, 'ballast')
  return {
    path: folder.path,
    fill: () => fillDisk(ballast, folder.path),
    relieve: () => rmSync(ballast, { force: true }),
    remove() {
      spawnSync('umount', ['-l', folder.path])
      folder.remove()
    },
  }
}

/** Whether this machine lets a test mount a disk; where it does not, the run says so by name. */
export function canMountDisk(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  try {
    mountSmallDisk(1).remove()
    return true
  } catch {
    return false
  }
}

function fillDisk(ballast: string, disk: string): void {
  const file = openSync(ballast, 'a')
  const block = Buffer.alloc(64 * 1024)
  try {
    while (statfsSync(disk).bavail > 0) writeSync(file, block)
  } catch (problem) {
    if (!(problem instanceof Error && 'code' in problem && problem.code === 'ENOSPC')) throw problem
  } finally {
    closeSync(file)
  }
}
