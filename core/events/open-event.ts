import { importContentKey, openEnvelope, type Envelope, type KeyWrap } from '../journal/envelope.ts'
import { openSecret } from '../journal/hpke.ts'
import type { Bytes } from '../model/bytes.ts'
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
  const wraps = envelope.wraps?.filter((candidate) => candidate.to === reader.to) ?? []
  if (wraps.length === 0) return problem('KeyGone')
  const contentKey = await firstOpened(wraps, reader.keys, eventPurpose(envelope.header.digest))
  if (!contentKey) return problem('CannotOpen')
  const payload = await openEnvelope(envelope, await importContentKey(contentKey))
  if (!payload.ok) return payload
  const content = readEventContent(payload.value)
  return content.ok ? ok(content.value) : problem('Misshapen')
}

/** `own` names nobody, so each is tried; a person has few devices. */
async function firstOpened(
  wraps: readonly KeyWrap[],
  keys: CryptoKeyPair,
  purpose: string,
): Promise<Bytes | undefined> {
  for (const wrap of wraps) {
    const opened = await openSecret(keys, wrap, purpose)
    if (opened.ok) return opened.value
  }
  return undefined
}
