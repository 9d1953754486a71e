export const mostPeers = 6

/**
 * Whom a device connects to among those present, itself excluded: the nearest two on either side in the ring of sorted
 * ids, and one a quarter of the ring away on either side. Everybody computes the same ring, so both ends of a link
 * want it; neighbours alone keep the ring whole, and the far ones keep the way short that news takes by gossip.
 * (The nearest ids by XOR would leave groups that nobody outside is near to.)
 */
export function choosePeers(own: string, present: Iterable<string>): ReadonlySet<string> {
  const ring = [...new Set([...present, own])].sort()
  const others = new Set(ring)
  others.delete(own)
  if (others.size <= mostPeers) return others
  const place = ring.indexOf(own)
  const far = Math.max(3, Math.floor(ring.length / 4))
  const chosen = [1, -1, 2, -2, far, -far].map((step) => ring.at((place + step) % ring.length)!)
  return new Set(chosen)
}
