import type { EnvelopeHeader } from '../journal/envelope.ts'
import type { EnvelopeHash, WorkspaceId } from '../model/ids.ts'
import { ok, type Result } from '../model/result.ts'
import { judgeOperation, type Refused } from './judge-operation.ts'
import type { LogEntry, Membership } from './membership.ts'
import type { MemberOperation } from './operations.ts'
import { extendMembership, reduceMembership } from './reduce-membership.ts'

export type { Refused } from './judge-operation.ts'

/** The membership log of one workspace: hash-linked operations and the state at any causal point of theirs. */
export interface MemberLog {
  readonly workspace: WorkspaceId
  /** Hashes that no entry builds on yet, sorted. */
  readonly heads: () => readonly EnvelopeHash[]
  readonly has: (hash: EnvelopeHash) => boolean
  readonly now: () => Membership | undefined
  /** The state an author knew; undefined while an operation it builds on has not arrived. */
  readonly at: (heads: readonly EnvelopeHash[]) => Membership | undefined
  /** Which of the heads' operations have not arrived. */
  readonly missing: (heads: readonly EnvelopeHash[]) => readonly EnvelopeHash[]
  /** Judges an operation by its causal past. Changes nothing: put the entry once it is durable. */
  readonly judge: (
    hash: EnvelopeHash,
    header: EnvelopeHeader,
    operation: MemberOperation,
  ) => Promise<Result<LogEntry, Refused>>
  /** Makes a judged entry part of the log. */
  readonly put: (entry: LogEntry) => void
  /** Judges and puts at once: for operations that are durable already, such as our own journal. */
  readonly add: MemberLog['judge']
  /** A log to try operations on that are not durable yet. */
  readonly copy: () => MemberLog
}

/** States kept: authors know the log as it was lately, and a state holds every device. */
const mostStates = 100

export const createMemberLog = (workspace: WorkspaceId): MemberLog =>
  logOf(workspace, new Map(), new Map(), new Set())

function logOf(
  workspace: WorkspaceId,
  entries: Map<EnvelopeHash, LogEntry>,
  states: Map<string, Membership | undefined>,
  heads: Set<EnvelopeHash>,
): MemberLog {
  const past = (wanted: readonly EnvelopeHash[]): LogEntry[] => {
    const seen = new Map<EnvelopeHash, LogEntry>()
    const open = [...wanted]
    for (let hash = open.pop(); hash !== undefined; hash = open.pop()) {
      if (seen.has(hash)) continue
      // An entry is put only after its parents, so nothing is missing below the heads.
      const entry = entries.get(hash)!
      seen.set(hash, entry)
      open.push(...entry.parents)
    }
    return [...seen.values()]
  }
  const missing = (wanted: readonly EnvelopeHash[]) => wanted.filter((hash) => !entries.has(hash))

  const at = (wanted: readonly EnvelopeHash[]): Membership | undefined => {
    const key = wanted.join()
    if (states.has(key)) return states.get(key)
    if (missing(wanted).length > 0) return undefined
    const [only] = wanted
    const entry = wanted.length === 1 && only !== undefined ? entries.get(only) : undefined
    // Nearly always one operation more than a state that is known already.
    const before = entry && entry.parents.length > 0 ? states.get(entry.parents.join()) : undefined
    const state =
      (entry && before && extendMembership(before, entry)) ?? reduceMembership(workspace, past(wanted))
    states.set(key, state)
    // A map keeps the order of insertion. What is asked for again later is folded again.
    if (states.size > mostStates) states.delete(states.keys().next().value!)
    return state
  }

  const put = (entry: LogEntry): void => {
    if (entries.has(entry.hash)) return
    entries.set(entry.hash, entry)
    for (const parent of entry.parents) heads.delete(parent)
    heads.add(entry.hash)
  }
  const sortedHeads = (): readonly EnvelopeHash[] => [...heads].sort()

  const judge: MemberLog['judge'] = async (hash, header, operation) => {
    const known = entries.get(hash)
    if (known) return ok(known)
    const admitted = await judgeOperation(workspace, header, operation, entries.size > 0, at)
    if (!admitted.ok) return admitted
    return ok({
      hash,
      parents: header.members,
      author: header.device,
      sequence: header.sequence,
      time: header.time,
      operation,
      ...(admitted.value ? { added: admitted.value } : {}),
    })
  }

  return {
    workspace,
    heads: sortedHeads,
    has: (hash) => entries.has(hash),
    now: () => at(sortedHeads()),
    at,
    missing,
    judge,
    put,
    async add(hash, header, operation) {
      const entry = await judge(hash, header, operation)
      if (entry.ok) put(entry.value)
      return entry
    },
    copy: () => logOf(workspace, new Map(entries), new Map(states), new Set(heads)),
  }
}
