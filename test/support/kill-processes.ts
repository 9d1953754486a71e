import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/** Ends, without a chance to tidy up, every process that was started on this profile folder, and waits until they are gone. */
export async function killProcessesOf(profile: string): Promise<void> {
  const deadline = Date.now() + 10_000
  for (let alive = processesOf(profile); alive.length > 0; alive = processesOf(profile)) {
    if (Date.now() > deadline) throw new Error(`processes ${alive.join(', ')} did not end`)
    alive.forEach(end)
    await wait(50)
  }
}

function processesOf(profile: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter(
      (id) =>
        id !== process.pid &&
        commandLine(id).some((part) => part === profile || part.endsWith(`=${profile}`)),
    )
}

function commandLine(id: number): readonly string[] {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0')
  } catch {
    // The process ended between the listing and the reading.
    return []
  }
}

function end(id: number): void {
  try {
    process.kill(id, 'SIGKILL')
  } catch {
    // It ended by itself.
  }
}
