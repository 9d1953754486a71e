/** How much of something may pass: `burst` at once, then `perSecond`. */
export function createTokenBucket(
  burst: number,
  perSecond: number,
  now: () => number,
): (amount: number) => boolean {
  let left = burst
  let at = now()
  return (amount) => {
    const moment = now()
    left = Math.min(burst, left + ((moment - at) / 1000) * perSecond)
    at = moment
    if (left < amount) return false
    left -= amount
    return true
  }
}
