import { readNotice } from './notice-words.ts'
import { byAct, dutiesOf, least, limitsOf, permissionsOf, type Permissions } from './permissions.ts'
import { expressionOf } from './spdx-expression.ts'
import {
  limits,
  type Conflict,
  type Confidence,
  type Credit,
  type Limit,
  type Reading,
  type Statement,
  type Status,
  type Terms,
} from './statement.ts'

/** A reading with what it means for the work in question. */
export interface Claim extends Reading {
  readonly terms?: Terms
  readonly notice?: string
  readonly acquire?: string
  readonly credit?: Credit
  readonly reserves?: true
}

/**
 * One statement from everything that speaks of one work; the order of claims does not matter. Narrower beats wider,
 * at one distance stronger authority beats weaker, at one authority the stricter counts and the conflict is kept. Free
 * text (F) never grants; a notice in a wider place never takes back what a narrower one granted.
 */
export function buildStatement(subject: string, given: readonly Claim[], truncated = false): Statement {
  const claims = given.toSorted(inOrder)
  const granting = decide(claims)
  const cautions = claims.filter((claim) => claim.distance <= (granting?.distance ?? 4)).map(cautionOf)
  const narrower = cautions.filter(({ distance }) => granting !== undefined && distance < granting.distance)
  const overruled = narrower.some(({ reserved }) => reserved)
  const terms = overruled ? undefined : granting?.terms
  const acquire = claims.find((claim) => claim.acquire !== undefined && claim.distance <= 2)?.acquire
  const reservedHere = cautions.some(({ reserved }) => reserved)

  const found = new Set([
    ...(terms ? limitsOf(terms) : []),
    ...cautions.flatMap((caution) => caution.limits),
    ...(claims.some((claim) => claim.reserves) ? (['noAi'] as const) : []),
  ])
  const inForce = limits.filter((limit) => found.has(limit))
  const status = statusOf(terms, acquire, reservedHere || cautions.some(({ holder }) => holder))
  const doubtful = reservedHere || narrower.some(({ holder }) => holder)
  const conflicts =
    granting === undefined ? [] : [...granting.conflicts, ...conflictsWith(granting, cautions)]
  return {
    subject,
    status,
    ...(terms && { expression: expressionOf(terms), terms }),
    permissions: permitted(status, terms, inForce, doubtful),
    duties: terms ? dutiesOf(terms) : [],
    limits: inForce,
    credit: creditOf(claims),
    ...(acquire !== undefined && { acquire }),
    confidence: confidenceOf(status, granting, conflicts, doubtful, truncated),
    conflicts,
    readings: claims.map(({ from, scope, authority, distance, says }) => ({
      from,
      scope,
      authority,
      distance,
      says,
    })),
  }
}

interface Granting extends Pick<Reading, 'distance' | 'authority'> {
  readonly terms: Terms
  readonly conflicts: readonly Conflict[]
}

/** The licence in force: of the narrowest place that names one, by the strongest authority there, all its terms together. */
function decide(claims: readonly Claim[]): Granting | undefined {
  const granting = claims.filter(
    (claim): claim is Claim & { terms: Terms } => claim.terms !== undefined && claim.authority !== 'F',
  )
  const [first] = granting
  if (!first) return undefined
  const among = granting.filter(
    (claim) => claim.distance === first.distance && claim.authority === first.authority,
  )
  const distinct = new Map(among.map((claim) => [expressionOf(claim.terms), claim.terms]))
  const terms: Terms = distinct.size === 1 ? first.terms : { type: 'and', of: [...distinct.values()] }
  const own = expressionOf(first.terms)
  const conflicts = new Map<string, Conflict>()
  for (const claim of granting) {
    const other = expressionOf(claim.terms)
    if (other === own || conflicts.has(other)) continue
    const kept =
      claim.distance > first.distance
        ? 'narrower'
        : claim.authority > first.authority
          ? 'stronger'
          : 'stricter'
    conflicts.set(other, { between: [own, other], kept })
  }
  return { distance: first.distance, authority: first.authority, terms, conflicts: [...conflicts.values()] }
}

interface Caution {
  readonly distance: Reading['distance']
  readonly says: string
  readonly reserved: boolean
  readonly holder: boolean
  readonly limits: readonly Limit[]
}

function cautionOf({ distance, says, notice }: Claim): Caution {
  return {
    distance,
    says,
    ...(notice === undefined ? { reserved: false, holder: false, limits: [] } : readNotice(notice)),
  }
}

const conflictsWith = (granting: Granting, cautions: readonly Caution[]): readonly Conflict[] =>
  cautions
    .filter(({ reserved }) => reserved)
    .map(({ says, distance }) => ({
      between: [expressionOf(granting.terms), says],
      kept: distance < granting.distance ? 'narrower' : 'stricter',
    }))

function statusOf(terms: Terms | undefined, acquire: string | undefined, claimed: boolean): Status {
  if (terms) {
    const known = familiesOf(terms)
    if (known.includes('unknown')) return acquire === undefined ? 'termsNotRecognised' : 'contractRequired'
    return known.every((family) => family === 'publicDomain') ? 'publicDomain' : 'licensed'
  }
  if (acquire !== undefined) return 'contractRequired'
  // 著作權法 Art. 10: protected from its making; a notice adds nothing but certainty.
  return claimed ? 'allRightsReserved' : 'noLicenceFound'
}

const familiesOf = (terms: Terms): readonly string[] =>
  terms.type === 'licence' ? [terms.family] : terms.of.flatMap(familiesOf)

/** 著作權法 Art. 37 I: what is unclear counts as not licensed, so nothing unknown ever reads as allowed. */
function permitted(
  status: Status,
  terms: Terms | undefined,
  inForce: readonly Limit[],
  doubtful: boolean,
): Permissions {
  const granted = terms ? permissionsOf(terms) : undefined
  const base = byAct(
    (act) =>
      granted?.[act] ??
      (status === 'noLicenceFound' ? 'unknown' : status === 'contractRequired' ? 'conditional' : 'no'),
  )
  return byAct((act) => {
    const limited = inForce
      .map((limit) => (forbidden[limit].includes(act) ? 'no' : 'yes'))
      .reduce(least, base[act])
    return doubtful ? least(limited, 'conditional') : limited
  })
}

const forbidden: Readonly<Record<Limit, readonly string[]>> = {
  nonCommercial: ['commercial'],
  noDerivatives: ['modify'],
  personalUseOnly: ['commercial', 'distribute', 'publicTransmit', 'embed', 'sublicense'],
  editorialOnly: ['commercial'],
  noStandaloneCopies: ['sublicense'],
  noAi: ['aiTraining', 'textMining'],
}

function confidenceOf(
  status: Status,
  granting: Granting | undefined,
  conflicts: readonly Conflict[],
  doubtful: boolean,
  truncated: boolean,
): Confidence {
  if (!granting || doubtful || (status !== 'licensed' && status !== 'publicDomain')) return 'low'
  // What a footer says of a picture on the page is a hint; what was cut off may have said otherwise of this very work.
  if (granting.distance === 4 || (truncated && granting.distance >= 2)) return 'low'
  if (conflicts.some(({ kept }) => kept !== 'narrower')) return 'low'
  return granting.authority <= 'C' && granting.distance <= 2 ? 'high' : 'medium'
}

/** Each part from the nearest claim that has it; a title only from the work itself, since a page's is not its pictures'. */
function creditOf(claims: readonly Claim[]): Credit {
  const nearest = (key: keyof Credit, furthest: number) => {
    const value = claims.find(({ credit, distance }) => distance <= furthest && credit?.[key] !== undefined)
      ?.credit?.[key]
    return value === undefined ? {} : { [key]: value }
  }
  return { ...nearest('title', 2), ...nearest('author', 4), ...nearest('year', 2), ...nearest('source', 4) }
}

function inOrder(a: Claim, b: Claim): number {
  if (a.distance !== b.distance) return a.distance - b.distance
  if (a.authority !== b.authority) return a.authority < b.authority ? -1 : 1
  const [one, other] = [JSON.stringify(a), JSON.stringify(b)]
  return one < other ? -1 : one > other ? 1 : 0
}
