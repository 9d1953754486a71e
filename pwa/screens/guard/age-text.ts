import { m } from '../../../core/i18n/index.ts'
import type { Age } from './age.ts'

export function ageText(age: Age): string {
  switch (age.type) {
    case 'left24':
      return m['age.left24']({ count: age.hours })
    case 'over24':
      return m['age.over24']({ count: age.hours })
    case 'over72':
      return m['triage.over72']({ count: age.days })
  }
}

/** The class that colours an age: calm, asking, late. */
export const ageTone = (age: Age): string => ({ left24: 'mute', over24: 'amber', over72: 'red' })[age.type]
