import { importContentKey, openEnvelope, type Envelope } from '../journal/envelope.ts'
import { openSecret } from '../journal/hpke.ts'
import { ok, problem, type Result } from '../model/result.ts'
import { eventPurpose } from './build-event.ts'
import { readEventContent, type EventContent } from './event-content.ts'

/**
 * Opens an event with the key pair of one of its readers. `KeyGone` is normal: after retention the content
 * key no longer exists, and devices that are no readers never had it.
 */
export async function openEvent(
  envelope: Envelope,
  reader: { readonly to: string; readonly keys: CryptoKeyPair },
): Promise<
  Result<
    EventContent,
    { readonly type: 'KeyGone' | 'CannotOpen' | 'CannotDecrypt' | 'DigestDiffers' | 'Misshapen' }
  >
> {
  const wrap = envelope.wraps?.find((candidate) => candidate.to === reader.to)
  if (!wrap) return problem('KeyGone')
  const contentKey = await openSecret(reader.keys, wrap, eventPurpose(envelope.header.digest))
  if (!contentKey.ok) return problem('CannotOpen')
  const payload = await openEnvelope(envelope, await importContentKey(contentKey.value))
  if (!payload.ok) return payload
  const content = readEventContent(payload.value)
  return content.ok ? ok(content.value) : problem('Misshapen')
}
