import { mostListedForms } from '../events/form-digest.ts'
import type { BundleContent } from '../events/policy-bundle.ts'
import type { IsoDate } from '../model/roc-date.ts'
import type { RecordRow } from '../projections/rows.ts'
import { readHostList } from '../policy/read-host-list.ts'
import { settingsInForce } from '../policy/settings-in-force.ts'

type Row = Pick<RecordRow, 'id' | 'values'> & { readonly voided?: unknown }

/** Rows of the deciding types, each in the state in which it counts. */
export interface Decided {
  readonly organisation: Row
  readonly rules: readonly Row[]
  readonly sites: readonly Row[]
  readonly exceptions: readonly Row[]
  readonly lists: readonly Row[]
  /** Digests (`formDigestShape`) of own forms the inventory names; unknown where nobody asks. */
  readonly listedForms?: readonly string[]
}

/**
 * Characters of hosts a bundle carries: it must fit a frame of 1 MiB beside the membership log. The screen says so
 * before a list is made effective; what comes after is left out, oldest list first in.
 */
export const mostListedCharacters = 500_000

/** What the organisation decided, as the guard reads it on that day. A decision that is voided or over is none. */
export function policyInForce(decided: Decided, today: IsoDate): BundleContent['policy'] {
  const valid = (rows: readonly Row[]) => rows.filter((row) => !row.voided)
  const until = (rows: readonly Row[]) =>
    valid(rows).filter(({ values }) => text(values['validUntil']) >= today)
  const sites = until(decided.sites)
  return {
    entityType: decided.organisation.values['entityType'] as BundleContent['policy']['entityType'],
    ownDomains: sites
      .filter(({ values }) => values['own'] === true)
      .map(({ values }) => text(values['host'])),
    rules: settingsInForce(valid(decided.rules), today).map(({ recordId: _record, ...setting }) => setting),
    sites: sites.map(({ values }) => ({
      host: text(values['host']),
      category: text(values['category']),
      dataLocation: text(values['dataLocation']),
      allowedDataClasses: (values['allowedDataClasses'] as readonly string[] | undefined)?.slice() ?? [],
      validUntil: text(values['validUntil']),
    })),
    exceptions: until(decided.exceptions)
      .filter(({ values }) => values['kind'] === 'extensionRule')
      .map(({ id, values }) => ({
        id,
        ...(values['ruleId'] === undefined ? {} : { ruleId: text(values['ruleId']) }),
        ...(values['host'] === undefined ? {} : { host: text(values['host']) }),
        validFrom: text(values['validFrom']),
        validUntil: text(values['validUntil']),
      })),
    lists: listsOf(valid(decided.lists)),
    ...formsOf(decided.listedForms),
  }
}

/** All of them or none: a guard that knows a part would say of the others that nobody listed them. */
const formsOf = (listed: Decided['listedForms']): Pick<BundleContent['policy'], 'listedForms'> =>
  listed && listed.length <= mostListedForms ? { listedForms: listed.toSorted() } : {}

function listsOf(rows: readonly Row[]): NonNullable<BundleContent['policy']['lists']> {
  let left = mostListedCharacters
  return rows
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap(({ values }) => {
      const hosts = readHostList(text(values['hosts'])).hosts.slice()
      left -= hosts.reduce((sum, host) => sum + host.length + 3, 0)
      if (left < 0) return []
      const region = text(values['dataLocation'])
      return [
        {
          category: text(values['category']),
          hosts,
          ...(region === '' ? {} : { region }),
          ...(values['origin'] === 'starter' ? { replacesStarter: true } : {}),
        },
      ]
    })
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
