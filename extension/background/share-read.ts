/**
 * How much of several files is read: each told share weighs as much as its file has bytes. `told` hears whole per
 * cents, rising, each once.
 */
export function shareRead(sizes: readonly number[], told: (percent: number) => void) {
  // An empty file is read all the same.
  const weights = sizes.map((size) => Math.max(size, 1))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const shares = sizes.map(() => 0)
  let last = 0
  return (at: number, share: number): void => {
    shares[at] = Math.max(shares[at] ?? 0, share)
    const done = weights.reduce((sum, weight, file) => sum + weight * (shares[file] ?? 0), 0)
    const percent = Math.floor((done / total) * 100)
    if (percent <= last) return
    last = percent
    told(percent)
  }
}
