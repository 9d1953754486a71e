/**
 * A number that stands for a value while persons are counted: equal writings of one number (case, spaces, hyphens,
 * +886 for 0) give the same. 53 bits of a hash; it never leaves the count and cannot be turned back.
 */
export function keyOf(text: string, start: number, end: number, type: number, significant = 64): number {
  // Truncated to 32 bits from the start: what begins as a double stays one through the loop.
  let high = 0x811c9dc5 ^ type
  let low = (0x9e3779b9 + type) | 0
  let taken = 0
  for (let at = end - 1; at >= start && taken < significant; at--) {
    let unit = text.charCodeAt(at)
    if (unit < 128) {
      if (unit >= 65 && unit <= 90) unit |= 32
      else if (!((unit >= 48 && unit <= 57) || (unit >= 97 && unit <= 122) || unit === 64)) continue
    }
    high = Math.imul(high ^ unit, 0x01000193)
    low = Math.imul(low + unit, 0x85ebca6b)
    taken++
  }
  return (high >>> 0) * 0x200000 + ((low ^ (low >>> 15)) & 0x1fffff)
}

/** A set of keys, made for hundreds of thousands of them: open addressing in one typed array. */
export interface KeySet {
  /** Adds a key; `false` if it was there. */
  readonly add: (key: number) => boolean
  readonly has: (key: number) => boolean
}

/** `expected` keys fit before the set has to grow. */
export function createKeySet(expected: number): KeySet {
  let slots = new Float64Array(2 ** Math.ceil(Math.log2(expected * 2 + 16))).fill(-1)
  let size = 0
  const slotOf = (key: number): number => {
    const mask = slots.length - 1
    let slot = (key ^ (key / 0x200000)) & mask
    while (slots[slot] !== -1 && slots[slot] !== key) slot = (slot + 1) & mask
    return slot
  }
  const add = (key: number): boolean => {
    const slot = slotOf(key)
    if (slots[slot] === key) return false
    slots[slot] = key
    if (++size * 2 > slots.length) {
      const old = slots
      slots = new Float64Array(old.length * 4).fill(-1)
      for (const kept of old) if (kept !== -1) slots[slotOf(kept)] = kept
    }
    return true
  }
  return { add, has: (key) => slots[slotOf(key)] === key }
}
