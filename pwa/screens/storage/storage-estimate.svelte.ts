/** What the browser says about the space it gives us. `undefined` where it does not say. */
export interface StorageEstimateRune {
  readonly persisted: boolean | undefined
  /** Bytes. */
  readonly usage: number | undefined
  readonly quota: number | undefined
  readonly ask: () => Promise<void>
}

export function createStorageEstimate(): StorageEstimateRune {
  let persisted = $state<boolean>()
  let usage = $state<number>()
  let quota = $state<number>()

  async function read(): Promise<void> {
    // Absent outside secure contexts and in some private modes.
    if (!('storage' in navigator)) return
    persisted = await navigator.storage.persisted()
    const estimate = await navigator.storage.estimate()
    usage = estimate.usage
    quota = estimate.quota
  }
  void read()

  return {
    get persisted() {
      return persisted
    },
    get usage() {
      return usage
    },
    get quota() {
      return quota
    },
    async ask() {
      persisted = await navigator.storage.persist()
    },
  }
}
