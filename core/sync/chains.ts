import { chainsOf, type Place, type Vector } from '../store/outgoing.ts'
import { maxChains } from './peer-frames.ts'

/** How far each chain is known, by one thing that is known of it; positions only grow unless they are set. */
export interface Chains {
  readonly get: (place: Pick<Place, 'shard' | 'device'>) => number | undefined
  readonly set: (place: Place) => void
  /** Moves forward, never back. */
  readonly reach: (place: Place) => void
  readonly all: () => Iterable<Place>
  readonly clear: () => void
}

export function createChains(): Chains {
  const chains = new Map<string, Place>()
  return {
    get: (place) => chains.get(chainName(place))?.sequence,
    set: (place) => void chains.set(chainName(place), place),
    reach(place) {
      const known = chains.get(chainName(place))
      if (!known || place.sequence > known.sequence) chains.set(chainName(place), place)
    },
    all: () => chains.values(),
    clear: () => chains.clear(),
  }
}

export const chainName = ({ shard, device }: Pick<Place, 'shard' | 'device'>): string => `${shard} ${device}`

export function toVector(places: Iterable<Place>): Vector {
  const vector: Record<string, Record<string, number>> = {}
  for (const { shard, device, sequence } of places) (vector[shard] ??= {})[device] = sequence
  return vector
}

/** In pieces that fit a frame. */
export function* vectorsOf(places: readonly Place[]): Iterable<Vector> {
  for (let at = 0; at < places.length; at += maxChains) yield toVector(places.slice(at, at + maxChains))
}

export { chainsOf }
