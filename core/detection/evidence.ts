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
  /** Another kind of personal data stands in the same row or within 120 characters. */
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
  /** Begins with a known surname. */
  surname: 512,
  /** 先生, 小姐, 醫師 … follows. */
  honorific: 1024,
} as const
export type Evidence = keyof typeof evidence

/** Below this a hit is not reported. */
export const leastScore = 0.5
/** Below this a hit is `possible`: shown, but neither counted as a person nor as a hit of a rule. */
export const leastSureScore = 0.6

/** Score of every combination of evidence: the logistic of the sum of log-odds. */
export function scoreTable(
  base: number,
  weights: Readonly<Partial<Record<Evidence, number>>>,
  hasCheck: boolean,
): Float64Array {
  const table = new Float64Array(2048)
  for (let bits = 0; bits < table.length; bits++) {
    let sum = base
    for (const [name, bit] of Object.entries(evidence)) {
      if (bits & bit) sum += weights[name as Evidence] ?? 0
    }
    table[bits] =
      hasCheck && !(bits & evidence.check)
        ? failedCheckScore(bits)
        : Math.round(1000 / (1 + Math.exp(-sum))) / 1000
  }
  return table
}

/** A labelled number whose check digit fails may be mistyped or invented: possible, never dropped. */
function failedCheckScore(bits: number): number {
  const announced = (bits & (evidence.label | evidence.column)) !== 0
  const elsewhere = (bits & (evidence.documentNumber | evidence.joined | evidence.otherLabel)) !== 0
  return announced && !elsewhere ? leastScore : 0
}
