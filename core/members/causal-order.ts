import type { EnvelopeHash } from '../model/ids.ts'
import type { LogEntry } from './membership.ts'

/** Parents first, then by time, then by hash: an order every replica computes alike. Throws at a missing parent. */
export function inCausalOrder(past: Iterable<LogEntry>): LogEntry[] {
  const entries = new Map<EnvelopeHash, LogEntry>()
  for (const entry of past) entries.set(entry.hash, entry)
  const open = new Map<EnvelopeHash, number>()
  const children = new Map<EnvelopeHash, LogEntry[]>()
  for (const entry of entries.values()) {
    const parents = new Set(entry.parents)
    open.set(entry.hash, parents.size)
    for (const parent of parents) {
      const siblings = children.get(parent)
      if (siblings) siblings.push(entry)
      else children.set(parent, [entry])
    }
  }
  // Latest first, so that the next one is taken from the end. Few are ready at once: the log is nearly a chain.
  const ready = [...entries.values()].filter(({ hash }) => open.get(hash) === 0).sort((a, b) => compare(b, a))
  const ordered: LogEntry[] = []
  for (let next = ready.pop(); next; next = ready.pop()) {
    ordered.push(next)
    for (const child of children.get(next.hash) ?? []) {
      const left = open.get(child.hash)! - 1
      open.set(child.hash, left)
      if (left > 0) continue
      const at = ready.findIndex((other) => compare(other, child) < 0)
      ready.splice(at < 0 ? ready.length : at, 0, child)
    }
  }
  if (ordered.length < entries.size) throw new Error('membership past is not closed under parents')
  return ordered
}

const compare = (a: LogEntry, b: LogEntry): number =>
  a.time < b.time ? -1 : a.time > b.time ? 1 : a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0

/** Hashes of the entries that know a given one, itself included. `ordered`: parents first. */
export function knowing(ordered: readonly LogEntry[], hash: EnvelopeHash): ReadonlySet<EnvelopeHash> {
  const known = new Set([hash])
  for (const entry of ordered) if (entry.parents.some((parent) => known.has(parent))) known.add(entry.hash)
  return known
}
