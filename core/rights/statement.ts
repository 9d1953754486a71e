import type { Family } from './family.ts'
import type { Authority, Scope } from './signal.ts'

/** A licence, or several: `and` binds all of them, of `or` one may be chosen. */
export type Terms =
  | { readonly type: 'licence'; readonly id: string; readonly family: Family; readonly exception?: string; readonly url?: string }
  | { readonly type: 'and' | 'or'; readonly of: readonly Terms[] } // prettier-ignore

/** What may be done, in the words of 著作權法 Art. 22–29 and of AI use. */
export const acts = [
  'reproduce',
  'modify',
  'distribute',
  'publicTransmit',
  'commercial',
  'embed',
  'sublicense',
  'textMining',
  'aiTraining',
  'aiInput',
] as const
export type Act = (typeof acts)[number]
/** From least to most. */
export const answers = ['no', 'unknown', 'conditional', 'yes'] as const
export type Answer = (typeof answers)[number]

export const duties = [
  'attribution',
  'licenceText',
  'stateChanges',
  'shareAlike',
  'shareAlikeFile',
  'shareAlikeLibrary',
  'shareAlikeNetwork',
  'discloseSource',
  'keepFontName',
] as const
export type Duty = (typeof duties)[number]

export const limits = [
  'nonCommercial',
  'noDerivatives',
  'personalUseOnly',
  'editorialOnly',
  'noStandaloneCopies',
  'noAi',
] as const
export type Limit = (typeof limits)[number]

export const statuses = [
  'licensed',
  'publicDomain',
  'contractRequired',
  'termsNotRecognised',
  'allRightsReserved',
  'noLicenceFound',
] as const
export type Status = (typeof statuses)[number]

export const confidences = ['low', 'medium', 'high'] as const
export type Confidence = (typeof confidences)[number]

/** How far a reading was from the work: 0 names it, 1 its figure or package, 2 its own page, 3 a page of its host, 4 the site. */
export type Distance = 0 | 1 | 2 | 3 | 4

/** Where something was read. A locator names a signal or a member of an archive, never a local path. */
export interface Reading {
  readonly from: string
  readonly scope: Scope | 'package'
  readonly authority: Authority
  readonly distance: Distance
  /** The licence as recognised, or the words about rights. */
  readonly says: string
}

/** Two readings that do not agree, and why one of them, or both together, counted. */
export interface Conflict {
  readonly between: readonly [string, string]
  readonly kept: 'narrower' | 'stronger' | 'stricter'
}

export interface Credit {
  readonly title?: string
  readonly author?: string
  readonly year?: string
  /** The page or package the work came from. */
  readonly source?: string
}

/** What is known of the rights in one work. Plain JSON. */
export interface Statement {
  /** The work: its address, or the name of the file. */
  readonly subject: string
  readonly status: Status
  /** An SPDX expression; `LicenseRef-…` for what SPDX does not list. */
  readonly expression?: string
  readonly terms?: Terms
  readonly permissions: Readonly<Record<Act, Answer>>
  readonly duties: readonly Duty[]
  readonly limits: readonly Limit[]
  readonly credit: Credit
  readonly acquire?: string
  readonly confidence: Confidence
  readonly conflicts: readonly Conflict[]
  readonly readings: readonly Reading[]
}
