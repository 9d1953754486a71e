import { labels } from '../../libraries/lexicons/labels.ts'
import { defineDetector, type Reading, type Trigger } from '../define-detector.ts'
import { nameAfter, nameBefore, nameInCell } from '../read-name.ts'

/** Names, never alone: a label before, an honorific after, or a column of names. */
export const personName = defineDetector('personName', {
  severity: 'low',
  trigger: ['label', 'honorific'],
  read: (text: string, at: number, trigger: Trigger): Reading | undefined =>
    trigger === 'label' ? nameAfter(text, at) : nameBefore(text, at),
  cell: nameInCell,
  labels: labels.personName,
  base: -2.3,
  weights: { label: 2.2, column: 2.5, honorific: 1.6, strongForm: 1.6, neighbour: 0.9, weakForm: -0.4 },
  identifies: 'person',
  mask: (written) => `${written[0] ?? ''}${'○'.repeat(Math.max(1, written.length - 1))}`,
})
