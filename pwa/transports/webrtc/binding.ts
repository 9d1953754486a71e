import { sha256, toHex } from '../../../core/model/bytes.ts'
import { canonicalBytes } from '../../../core/model/canonical-json.ts'

/**
 * The name of one encrypted connection, the same at both ends: a hash of both DTLS certificates' fingerprints. A
 * signaling server that put itself in between would have to show each side a certificate of its own, and the names
 * would differ. Undefined where a description names none, or more than one.
 */
export async function bindingOf(
  local: string | undefined,
  remote: string | undefined,
): Promise<string | undefined> {
  const [mine, theirs] = [fingerprintIn(local), fingerprintIn(remote)]
  if (mine === undefined || theirs === undefined) return undefined
  const fingerprints = [mine, theirs].sort()
  return toHex(await sha256(canonicalBytes({ purpose: 'countersign/binding/1', fingerprints })))
}

/** RFC 8122: `a=fingerprint:sha-256 AB:CD:…`, once for the session or once for each medium. */
function fingerprintIn(sdp = ''): string | undefined {
  const lines = sdp.split(/\r?\n/).filter((line) => line.startsWith('a=fingerprint:'))
  const named = new Set(lines.map((line) => line.slice('a=fingerprint:'.length).toLowerCase().trim()))
  const [only] = named
  return named.size === 1 && only !== undefined && /^sha-256 ([0-9a-f]{2}:){31}[0-9a-f]{2}$/.test(only)
    ? only.slice('sha-256 '.length)
    : undefined
}
