import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../support/runs.ts'
import { createDevice, deviceWords, sixWords } from '../../../core/journal/device.ts'
import {
  decodeEnvelope,
  encodeEnvelope,
  maxEnvelopeBytes,
  readHeader,
} from '../../../core/journal/envelope-codec.ts'
import {
  hashEnvelope,
  importContentKey,
  openEnvelope,
  sealEnvelope,
  verifyEnvelope,
  type Draft,
  type Envelope,
} from '../../../core/journal/envelope.ts'
import { openSecret, readersKeyPair, sealSecret } from '../../../core/journal/hpke.ts'
import { canonicalBytes } from '../../../core/model/canonical-json.ts'
import { randomBytes, toHex, utf8 } from '../../../core/model/bytes.ts'
import { hybridTime } from '../../../core/model/hybrid-clock.ts'
import type { KeyEpoch, ShardId, WorkspaceId } from '../../../core/model/ids.ts'
import { unwrap } from '../../../core/model/result.ts'

const device = await createDevice()
const key = await importContentKey(randomBytes(32))
const draft: Draft = {
  workspace: 'a'.repeat(64) as WorkspaceId,
  compartment: 'isms',
  shard: 'isms.audit.0' as ShardId,
  keyEpoch: '1-0123456789abcdef' as KeyEpoch,
  sequence: 1,
  previous: '',
  members: [],
  time: hybridTime(1),
  kind: 'change',
}
const seal = (payload: Uint8Array): Promise<Envelope> => sealEnvelope(device, draft, payload, key)

test('an envelope opens to what was sealed, verifies, and survives encoding byte for byte', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (payload) => {
      const envelope = await seal(payload)
      const read = unwrap(decodeEnvelope(encodeEnvelope(envelope)))
      expect(read).toEqual(envelope)
      expect(await verifyEnvelope(read, device)).toBe(true)
      expect([...unwrap(await openEnvelope(read, key))]).toEqual([...payload])
      expect(await hashEnvelope(read)).toBe(await hashEnvelope(envelope))
    }),
    { numRuns: 50 },
  )
})

test('any changed byte of the encoding is noticed', async () => {
  const bytes = encodeEnvelope(await seal(utf8('離職帳號未停用')))
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 7 }), async (at, bit) => {
      const copy = bytes.slice()
      copy[at]! ^= 1 << bit
      const read = decodeEnvelope(copy)
      expect(read.ok && (await verifyEnvelope(read.value, device))).toBe(false)
    }),
    { numRuns: runs(400) },
  )
})

test('the same header in another order or spacing is no header: an envelope has one hash', async () => {
  const { header } = await seal(utf8('x'))
  expect(readHeader(canonicalBytes(header)).ok).toBe(true)
  expect(
    readHeader(utf8(JSON.stringify(Object.fromEntries(Object.entries(header).reverse())))),
  ).toMatchObject({ error: { type: 'NotCanonical' } })
  expect(readHeader(utf8(JSON.stringify({ ...header, extra: 1 })))).toMatchObject({
    error: { type: 'BadHeader' },
  })
})

test('an envelope over a frame’s size is refused before it is read', () => {
  expect(decodeEnvelope(new Uint8Array(maxEnvelopeBytes + 1))).toMatchObject({ error: { type: 'TooLarge' } })
})

test('key wraps that were exchanged on the way are noticed, and wraps that are gone are not', async () => {
  const wrap = { to: 'own', enc: 'a'.repeat(64), sealed: 'b'.repeat(96) }
  const envelope = await sealEnvelope(device, { ...draft, kind: 'event' }, utf8('x'), key, () =>
    Promise.resolve([wrap]),
  )
  expect(await verifyEnvelope(envelope, device)).toBe(true)
  expect(await verifyEnvelope({ ...envelope, wraps: [{ ...wrap, sealed: 'c'.repeat(96) }] }, device)).toBe(
    false,
  )
  const { wraps: _destroyed, ...kept } = envelope
  expect(await verifyEnvelope(kept, device)).toBe(true)
})

test('a payload sealed twice gives two digests: equal contents cannot be told from outside', async () => {
  const [one, two] = [await seal(utf8('同')), await seal(utf8('同'))]
  expect(one.header.digest).not.toBe(two.header.digest)
})

test('a secret sealed to a device opens there, for its purpose only', async () => {
  const other = await createDevice()
  const secret = randomBytes(32)
  const sealed = await sealSecret(device.agreeKey, secret, 'one purpose')
  expect(toHex(unwrap(await openSecret(device.agreement, sealed, 'one purpose')))).toBe(toHex(secret))
  expect((await openSecret(device.agreement, sealed, 'another purpose')).ok).toBe(false)
  expect((await openSecret(other.agreement, sealed, 'one purpose')).ok).toBe(false)
})

test('holders of a compartment key derive the same reading pair, which opens what was sealed to its public half', async () => {
  const compartmentKey = randomBytes(32)
  const [one, two] = [await readersKeyPair(compartmentKey), await readersKeyPair(compartmentKey.slice())]
  expect(one.publicKey).toBe(two.publicKey)
  const sealed = await sealSecret(one.publicKey, utf8('key'), 'event')
  expect((await openSecret(two.keys, sealed, 'event')).ok).toBe(true)
})

test('private keys cannot be taken out of a device', async () => {
  await expect(crypto.subtle.exportKey('pkcs8', device.signing.privateKey)).rejects.toThrow()
  await expect(crypto.subtle.exportKey('pkcs8', device.agreement.privateKey)).rejects.toThrow()
})

test('six words follow from the keys and differ between devices', async () => {
  const words = await deviceWords(device)
  expect(words).toHaveLength(6)
  expect(await deviceWords(device)).toEqual(words)
  expect(await deviceWords(await createDevice())).not.toEqual(words)
  expect(await sixWords(utf8('a'))).not.toEqual(await sixWords(utf8('b')))
})
