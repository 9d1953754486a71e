import { describe, expect, test } from 'vitest'
import { bindingOf } from '../../../../pwa/transports/webrtc/binding.ts'

const fingerprint = (digit: string) => `a=fingerprint:sha-256 ${Array(32).fill(`${digit}${digit}`).join(':')}`
const sdp = (...lines: readonly string[]) => ['v=0', 's=-', ...lines, 'a=setup:actpass', ''].join('\r\n')

describe("a connection's name", () => {
  test('is the same at both ends and follows from both certificates', async () => {
    const [one, other, third] = [sdp(fingerprint('A')), sdp(fingerprint('b')), sdp(fingerprint('C'))]
    const name = await bindingOf(one, other)
    expect(name).toMatch(/^[0-9a-f]{64}$/)
    expect(await bindingOf(other, one)).toBe(name)
    // Said once more for the medium, in small letters: still one certificate.
    expect(await bindingOf(sdp(fingerprint('A'), fingerprint('a')), other)).toBe(name)
    // Somebody in between shows one side a certificate of their own.
    expect(await bindingOf(one, third)).not.toBe(name)
  })

  test('is not given where a certificate is missing, weakly named or one of several', async () => {
    const good = sdp(fingerprint('b'))
    for (const bad of [
      undefined,
      sdp(),
      sdp(fingerprint('A'), fingerprint('C')),
      sdp('a=fingerprint:sha-1 AA:BB'),
      sdp(fingerprint('A').slice(0, -3)),
    ]) {
      expect(await bindingOf(bad, good)).toBeUndefined()
      expect(await bindingOf(good, bad)).toBeUndefined()
    }
  })
})
