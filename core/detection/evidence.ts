/**
 * What speaks for or against a hit. Each is one bit, so that a hit's evidence is a number and its score a look-up.
 * Weights are log-odds, declared by each detector from measured hit rates (see `scoreTable`).
 */
export const evidence = {
  /** The check digit holds; a random number passes one time in ten. */
  check: 1,
  /** A label of this type stands within 300 characters before. */
  label: 2,
  /** The column's header says this type. */
  column: 4,
  /** Another kind of personal data stands in the same row or within 120 characters; for Art. 6 data: a person within 300. */
  neighbour: 8,
  /** 字第…號: the number of an official document. */
  documentNumber: 16,
  /** The nearest label, or the column's header, says another kind of number. */
  otherLabel: 32,
  /** Written with spaces or hyphens where a person would. */
  separated: 64,
  /** A form that is common among other numbers too (a phone without its leading zero, a role's mailbox). */
  weakForm: 128,
  /** Joined to further letters or digits by a hyphen, dot, slash or underscore. */
  joined: 256,
  /** A form hardly anything else has: a known surname, a phone with its area in parentheses, an address with its floor. */
  strongForm: 512,
  /** 先生, 小姐, 醫師 … follows. */
  honorific: 1024,
  /** The label stands directly before it, or before the list it is in. */
  adjacent: 2048,
} as const
export type Evidence = keyof typeof evidence
/** Beside the evidence, not part of the score: a number published for testing. */
export const testBit = 4096

/** Below this a hit is not reported. */
export const leastScore = 0.5
/** Below this a hit is `possible`: shown, but neither counted as a person nor as a hit of a rule. */
export const leastSureScore = 0.6

export interface ScoreRule {
  readonly base: number
  readonly weights: Readonly<Partial<Record<Evidence, number>>>
  /** There is a check digit, and it may fail. */
  readonly hasCheck: boolean
  /** A number too common to be told by a label far away. */
  readonly needsLabel: boolean
}

/** Score of every combination of evidence: the logistic of the sum of log-odds. */
export function scoreTable({ base, weights, hasCheck, needsLabel }: ScoreRule): Float64Array {
  const sums = new Float64Array(testBit).fill(base)
  for (const name of Object.keys(evidence) as Evidence[]) {
    const weight = weights[name] ?? 0
    if (weight === 0) continue
    for (let bits = 0; bits < sums.length; bits++) if (bits & evidence[name]) sums[bits]! += weight
  }
  return sums.map((sum, bits) =>
    hasCheck && !(bits & evidence.check)
      ? failedCheckScore(bits, needsLabel)
      : Math.round(1000 / (1 + Math.exp(-sum))) / 1000,
  )
}

/** A labelled number whose check digit fails may be mistyped or invented: possible, never dropped. */
function failedCheckScore(bits: number, needsLabel: boolean): number {
  const near = needsLabel ? evidence.adjacent : evidence.label
  const announced = (bits & (near | evidence.column)) !== 0
  const elsewhere = (bits & (evidence.documentNumber | evidence.joined | evidence.otherLabel)) !== 0
  return announced && !elsewhere ? leastScore : 0
}
