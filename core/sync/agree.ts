import { signBytes, sixWords, verifyBytes, type Device } from '../journal/device.ts'
import { fromHex, toHex, type Bytes } from '../model/bytes.ts'
import { ok, problem, type Result } from '../model/result.ts'
import { shape, type ShapeOf } from '../model/shape.ts'

/** Sent once the person on this side said the six words are the same. */
export const pairAccept = shape.strictObject({
  type: shape.literal('pairAccept'),
  signature: shape.string().regex(/^[0-9a-f]{128}$/),
})
export const pairRefuse = shape.strictObject({ type: shape.literal('pairRefuse') })

/** Shows the words and resolves with the person's answer. `person`: whom an invitation is for. */
export type Compare = (words: readonly string[], organisation: string, person?: string) => Promise<boolean>

export type PairingFailure = { readonly type: 'Closed' | 'Refused' | 'UnexpectedFrame' | 'BadProof' }

interface Talk {
  readonly say: (frame: ShapeOf<typeof pairAccept> | ShapeOf<typeof pairRefuse>) => void
  readonly next: () => Promise<{ readonly type: string; readonly signature?: string } | undefined>
}

/**
 * Both sides compute six words from everything that was said; a person compares them and confirms once on each side;
 * only then does either sign the transcript. Whoever stands in between would have to show different words.
 */
export async function agree(
  conversation: Talk,
  device: Device,
  otherKey: string,
  transcript: Bytes,
  compare: Compare,
  organisation: string,
): Promise<Result<null, PairingFailure>> {
  const words = await sixWords(transcript)
  const theirs = conversation.next()
  const mine = compare(words, organisation)
  // Whichever comes first may end it: a refusal or a closed link on the other side, or "not the same" on this one.
  const first = await Promise.race([theirs, mine])
  if (first === undefined) return problem('Closed')
  if (typeof first === 'object' && first.type !== 'pairAccept')
    return problem(first.type === 'pairRefuse' ? 'Refused' : 'UnexpectedFrame')
  if (!(await mine)) {
    conversation.say({ type: 'pairRefuse' })
    return problem('Refused')
  }
  conversation.say({ type: 'pairAccept', signature: toHex(await signBytes(device, transcript)) })
  const accepted = await theirs
  if (!accepted) return problem('Closed')
  if (accepted.type === 'pairRefuse') return problem('Refused')
  if (accepted.type !== 'pairAccept' || accepted.signature === undefined) return problem('UnexpectedFrame')
  return (await verifyBytes(otherKey, fromHex(accepted.signature), transcript))
    ? ok(null)
    : problem('BadProof')
}
