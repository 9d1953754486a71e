import { messageFor, type Locale } from '../i18n/index.ts'
import type { Values } from '../model/record-type.ts'
import type { IsoDate } from '../model/roc-date.ts'
import { creditLine } from './credit-line.ts'
import { decideUse } from './decide-use.ts'
import { licenceName, termsName } from './licence-name.ts'
import type { Statement } from './statement.ts'
import type { Use } from './use.ts'

export const licenceBases = ['purchased', 'creativeCommons', 'officialLicence', 'ownWork', 'fairUse'] as const
/** What a person says allows the use (購買、創用 CC、官方授權、自行製作、合理使用). */
export type LicenceBasis = (typeof licenceBases)[number]

export const materialKinds = ['image', 'music', 'video', 'font', 'software', 'data'] as const
export type MaterialKind = (typeof materialKinds)[number]

/** The four questions of 著作權法 Art. 65, answered in the person's words. */
export interface FairUse {
  readonly purpose: string
  readonly nature: string
  readonly amount: string
  readonly effect: string
}

/** What the download form asks. */
export interface DownloadAnswers {
  readonly kind: MaterialKind
  /** As the person calls it; a file name is not taken over by itself. */
  readonly name: string
  /** Where it came from: a host in lower case, nothing else of the address. */
  readonly host: string
  readonly use: Use
  readonly basis: LicenceBasis
  /** Who grants it. */
  readonly vendor?: string
  /** Order, contract or permission letter. */
  readonly licenceRef?: string
  readonly seats?: number
  readonly until?: IsoDate
  readonly fairUse?: FairUse
  /** What the signals said, where there were any. */
  readonly statement?: Statement
  readonly on: IsoDate
  readonly unitId?: string
  readonly webEventId?: string
}

export interface DownloadRecords {
  /** None for one's own work: nobody licensed it. */
  readonly licenseItem?: Values
  /** A row of `ipCheck.items`, without its `rowId`; `result` only where the signals prove it. */
  readonly ipCheckItem: Values
  /** A new check of the unit and year, without its items; an open one of the same period takes the row instead. */
  readonly ipCheck: Values
}

/** Field values of the records a download leaves, from the answers of its form. Pure. */
export function recordsOfDownload(answers: DownloadAnswers, locale: Locale): DownloadRecords {
  const { basis, kind, name, host, until, webEventId, unitId, licenceRef } = answers
  const credit =
    answers.statement && basis !== 'ownWork' ? creditOf(answers.statement, basis, locale) : undefined
  const scope = scopeOf(answers, credit, locale)
  const result = resultOf(answers)
  const proof = licenceRef ?? credit ?? messageFor(`rights.bases.${basis}`, {}, locale)
  return {
    ...(basis !== 'ownWork' && { licenseItem: licenseItemOf(answers, scope, locale) }),
    ipCheckItem: {
      category: kind,
      name,
      source: host,
      licence: licenceText(answers, locale),
      scope,
      ...(until !== undefined && { until }),
      proof: { ids: [], text: proof },
      ...(credit !== undefined && { creditLine: credit }),
      ...(result !== undefined && { result }),
    },
    ipCheck: {
      period: String(Number(answers.on.slice(0, 4)) - 1911),
      ...(unitId !== undefined && { unitId }),
      ...(webEventId !== undefined && { webEvents: [webEventId] }),
    },
  }
}

function licenseItemOf(answers: DownloadAnswers, scope: string, locale: Locale): Values {
  const { basis, kind, name, vendor, statement, host, licenceRef, on, until, seats } = answers
  const licenceType = licenceTypeOf(answers)
  // Only what has seats counts them; a purchase or a permission is for one until the person says more.
  const counted = basis === 'purchased' || basis === 'officialLicence'
  const reference = licenceRef ?? (basis === 'creativeCommons' ? licenceText(answers, locale) : undefined)
  return {
    name,
    kind,
    vendor: vendor ?? statement?.credit.author ?? host,
    licenceType,
    ...(reference !== undefined && { licenceRef: reference }),
    quantity: seats ?? (counted ? 1 : 0),
    installed: 1,
    scopeText: scope,
    startAt: on,
    ...(until !== undefined && { endAt: until }),
    source: host,
  }
}

function licenceTypeOf({ basis, until, statement }: DownloadAnswers): string {
  switch (basis) {
    case 'purchased':
      return until === undefined ? 'perpetual' : 'subscription'
    case 'officialLicence':
      return 'permission'
    case 'fairUse':
      return 'fairUse'
    case 'ownWork':
    case 'creativeCommons':
      if (statement?.status === 'publicDomain') return 'publicDomain'
      return statement?.expression === undefined || statement.expression.includes('CC-') ? 'cc' : 'openSource'
  }
}

/** The licence the signals name, where the person relies on it; else what the person said. */
function licenceText({ basis, statement }: DownloadAnswers, locale: Locale): string {
  if (basis === 'creativeCommons' && statement?.terms) {
    const { terms } = statement
    return terms.type === 'licence' ? licenceName(terms.id, locale) : termsName(terms, locale)
  }
  return messageFor(`rights.bases.${basis}`, {}, locale)
}

const creditOf = (statement: Statement, basis: LicenceBasis, locale: Locale): string | undefined =>
  basis === 'fairUse' ? creditLine(statement, locale, 'fairUse') : creditLine(statement, locale)

/** What it may be used for, the line to print, and for fair use the four answers. */
function scopeOf({ use, fairUse }: DownloadAnswers, credit: string | undefined, locale: Locale): string {
  return [
    messageFor(`rights.uses.${use}`, {}, locale),
    ...(credit === undefined ? [] : [messageFor('rights.record.credit', { credit }, locale)]),
    ...(fairUse
      ? (['purpose', 'nature', 'amount', 'effect'] as const).map((factor) =>
          messageFor(`rights.record.${factor}`, { answer: fairUse[factor] }, locale),
        )
      : []),
  ].join('\n')
}

/** Conforms or not only where a licence was read and decides it; a purchase conforms once somebody saw the paper. */
function resultOf({ basis, statement, use }: DownloadAnswers): 'conform' | 'nonConform' | undefined {
  if (basis !== 'creativeCommons' || !statement) return undefined
  switch (decideUse(statement, use).outcome) {
    case 'allow':
    case 'attribute':
      return 'conform'
    case 'forbid':
      return 'nonConform'
    case 'ask':
      return undefined
  }
}
