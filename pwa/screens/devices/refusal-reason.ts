/** Why something did not come in, in the few kinds a person can act on; the code itself stands beside it. */
const kinds = {
  damaged:
    'BadSignature CannotDecrypt DigestDiffers TooLarge Malformed NotSealed ForbiddenStruct BareDeletion WrongRoot',
  notEntitled: 'NotEntitled ForeignOverwrite ForeignBase ForeignDeletion ForeignKey ForeignClient',
  removed: 'RemovedDevice',
  timeAhead: 'TimeAhead',
  order: 'Fork BrokenChain ClockGap ClientDiffers ManyClients RepeatedEvent',
  unknown: 'UnknownDevice',
  otherWorkspace: 'OtherWorkspace',
} as const

const kindOf = new Map<string, keyof typeof kinds>(
  Object.entries(kinds).flatMap(([kind, codes]) =>
    codes.split(' ').map((code) => [code, kind as keyof typeof kinds] as const),
  ),
)

/** Key of the sentence for an envelope the gate refused. */
export const refusalKey = (reason: string): string => `sync.reason.${kindOf.get(reason) ?? 'rule'}`

const ends: ReadonlySet<string> = new Set([
  'RemovedHere', 'Removed', 'UnknownDevice', 'UnknownHere', 'OtherWorkspace', 'OtherProtocol', 'OwnDevice', 'BadProof', 'NotSaved',
]) // prettier-ignore

/** Key of the sentence for a session that ended with a reason. */
export const endKey = (reason: string): string => `sync.ended.${ends.has(reason) ? reason : 'damaged'}`
