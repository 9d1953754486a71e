/**
 * Hits while they are being found: columns of numbers, not objects, because a dense file has one every twenty
 * characters. Offsets are those of the normalised text; `detector` indexes `detectors`.
 */
export interface Hits {
  length: number
  start: Int32Array
  end: Int32Array
  detector: Uint8Array
  evidence: Uint16Array
  /** Number of the table row it stands in, over all tables; -1 in the text around them. */
  row: Int32Array
}

/** Labels met on the way: where they end and, as bits, which types they announce. */
export interface LabelHits {
  length: number
  start: Int32Array
  end: Int32Array
  types: Int32Array
}

export const createHits = (capacity: number): Hits => ({
  length: 0,
  start: new Int32Array(capacity),
  end: new Int32Array(capacity),
  detector: new Uint8Array(capacity),
  evidence: new Uint16Array(capacity),
  row: new Int32Array(capacity),
})

/** What the next scan will not overwrite. */
export function copyOf({ length, start, end, detector, evidence, row }: Hits): Hits {
  if (length === 0) return none
  return {
    length,
    start: start.slice(0, length),
    end: end.slice(0, length),
    detector: detector.slice(0, length),
    evidence: evidence.slice(0, length),
    row: row.slice(0, length),
  }
}

const none = createHits(0)

export const createLabelHits = (capacity: number): LabelHits => ({
  length: 0,
  start: new Int32Array(capacity),
  end: new Int32Array(capacity),
  types: new Int32Array(capacity),
})

export function addHit(
  hits: Hits,
  start: number,
  end: number,
  detector: number,
  evidence: number,
  row: number,
): void {
  const at = hits.length
  if (at === hits.start.length) {
    hits.start = grown(hits.start, new Int32Array(at * 2))
    hits.end = grown(hits.end, new Int32Array(at * 2))
    hits.detector = grown(hits.detector, new Uint8Array(at * 2))
    hits.evidence = grown(hits.evidence, new Uint16Array(at * 2))
    hits.row = grown(hits.row, new Int32Array(at * 2))
  }
  hits.start[at] = start
  hits.end[at] = end
  hits.detector[at] = detector
  hits.evidence[at] = evidence
  hits.row[at] = row
  hits.length = at + 1
}

export function addLabelHit(hits: LabelHits, start: number, end: number, types: number): void {
  const at = hits.length
  if (at === hits.start.length) {
    hits.start = grown(hits.start, new Int32Array(at * 2))
    hits.end = grown(hits.end, new Int32Array(at * 2))
    hits.types = grown(hits.types, new Int32Array(at * 2))
  }
  hits.start[at] = start
  hits.end[at] = end
  hits.types[at] = types
  hits.length = at + 1
}

function grown<A extends Int32Array | Uint8Array | Uint16Array>(from: A, to: A): A {
  to.set(from)
  return to
}
