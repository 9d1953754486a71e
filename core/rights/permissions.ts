import type { Family } from './family.ts'
import {
  acts,
  answers,
  duties,
  type Act,
  type Answer,
  type Duty,
  type Limit,
  type Terms,
} from './statement.ts'

/** What a family allows, in the order of `acts`: y yes, c under its duties, u unknown, n no. */
const allowed: Readonly<Record<Family, string>> = {
  publicDomain: 'yyyyyyyyyy',
  openData: 'yyccccyyyy',
  attribution: 'yyccccnycy',
  permissive: 'yyccccyycy',
  font: 'ycccccncuy',
  freeTerms: 'yycycynuuc',
  shareAlike: 'ycccccnycc',
  weakCopyleft: 'yccccccycy',
  copyleft: 'yccccccycy',
  networkCopyleft: 'ycccccncuc',
  noDerivatives: 'ynccccnyuc',
  nonCommercial: 'ycccncncnc',
  nonCommercialNoDerivatives: 'ynccnnnnnc',
  sourceAvailable: 'ycccccnuuu',
  unknown: 'uuuuuuuuuu',
}

const demanded: Readonly<Record<Family, readonly Duty[]>> = {
  publicDomain: [],
  openData: ['attribution'],
  attribution: ['attribution', 'stateChanges'],
  permissive: ['attribution', 'licenceText'],
  font: ['licenceText', 'keepFontName'],
  freeTerms: [],
  shareAlike: ['attribution', 'stateChanges', 'shareAlike'],
  weakCopyleft: ['attribution', 'licenceText', 'discloseSource', 'shareAlikeFile'],
  copyleft: ['attribution', 'licenceText', 'stateChanges', 'discloseSource', 'shareAlike'],
  networkCopyleft: ['attribution', 'licenceText', 'stateChanges', 'discloseSource', 'shareAlikeNetwork'],
  noDerivatives: ['attribution'],
  nonCommercial: ['attribution', 'stateChanges'],
  nonCommercialNoDerivatives: ['attribution'],
  sourceAvailable: ['attribution', 'licenceText'],
  unknown: [],
}

const limited: Readonly<Partial<Record<Family, readonly Limit[]>>> = {
  nonCommercial: ['nonCommercial'],
  noDerivatives: ['noDerivatives'],
  nonCommercialNoDerivatives: ['nonCommercial', 'noDerivatives'],
  freeTerms: ['noStandaloneCopies'],
}

export type Permissions = Readonly<Record<Act, Answer>>

/** `and`: what all allow; `or`: what the best allows. */
export function permissionsOf(terms: Terms): Permissions {
  if (terms.type === 'licence')
    return byAct((_, at) => letters[allowed[terms.family][at] ?? 'u'] ?? 'unknown')
  const parts = terms.of.map(permissionsOf)
  const pick = terms.type === 'and' ? least : most
  return byAct((act) => parts.map((part) => part[act]).reduce(pick))
}

/** Duties of every licence that may have to be fulfilled; those of a choice are all named. */
export function dutiesOf(terms: Terms): readonly Duty[] {
  const of = (one: Terms): readonly Duty[] =>
    one.type === 'licence' ? [...demanded[one.family], ...ownDuties(one.id)] : one.of.flatMap(of)
  const all = new Set(of(terms))
  return duties.filter((duty) => all.has(duty))
}

export const limitsOf = (terms: Terms): readonly Limit[] =>
  terms.type === 'licence' ? (limited[terms.family] ?? []) : terms.of.flatMap(limitsOf)

/** CC BY-NC-SA is of the non-commercial family and still shares alike; LGPL reaches the library, not the file. */
function ownDuties(id: string): readonly Duty[] {
  if (/^(LicenseRef-)?CC-.*NC-SA\b/.test(id)) return ['shareAlike']
  return id.startsWith('LGPL') ? ['shareAlikeLibrary'] : []
}

const letters: Readonly<Record<string, Answer>> = { y: 'yes', c: 'conditional', u: 'unknown', n: 'no' }
const rank = (answer: Answer): number => answers.indexOf(answer)
export const least = (a: Answer, b: Answer): Answer => (rank(a) <= rank(b) ? a : b)
const most = (a: Answer, b: Answer): Answer => (rank(a) >= rank(b) ? a : b)

export const byAct = (answer: (act: Act, at: number) => Answer): Permissions =>
  Object.fromEntries(acts.map((act, at) => [act, answer(act, at)])) as Record<Act, Answer>
