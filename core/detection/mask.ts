import { detectors } from './detectors/index.ts'
import { normalise } from './normalise.ts'
import type { DetectedType, Findings } from './types.ts'

const maskOf = new Map(detectors.map((detector) => [detector.type, detector.mask]))

/** One value as it may be shown, never stored: `A12****789`, `王○○`, `w***@e***.com`. */
export function mask(type: DetectedType, written: string): string {
  return maskOf.get(type)?.(normalise(written).text) ?? '***'
}

/** Up to `most` different masked samples per type, in the order of the text. For the eyes of the person who chose the file. */
export function maskedSamples(
  text: string,
  findings: Findings,
  most = 3,
): Readonly<Partial<Record<DetectedType, readonly string[]>>> {
  const samples: Partial<Record<DetectedType, string[]>> = {}
  for (const { type, start, end } of findings.matches) {
    const shown = (samples[type] ??= [])
    if (shown.length >= most) continue
    const sample = mask(type, text.slice(start, end))
    if (!shown.includes(sample)) shown.push(sample)
  }
  return samples
}
