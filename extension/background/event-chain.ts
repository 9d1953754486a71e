/**
 * The chain of events has one end. Whoever adds to it or begins another one (a new pairing, no pairing) does so
 * alone, across restarts of the worker too.
 */
export function holdingEventChain<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks.request('countersign-event-chain', work)
}
