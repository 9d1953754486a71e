import { messageFor } from '../../../core/i18n/index.ts'
import { starterHosts, starterStatus, type SiteCategory } from '../../../core/libraries/site-starters.ts'
import type { Values } from '../../../core/model/record-type.ts'
import type { RecordRow } from '../../../core/projections/rows.ts'
import { mostListedCharacters } from '../../../core/store/policy-in-force.ts'

/** The shipped hosts of a category as the organisation's own list: a draft nobody has verified. */
export const starterDraft = (category: SiteCategory): Values => ({
  name: messageFor('siteLists.starterName', {
    category: messageFor(`records.siteList.fields.category.options.${category}`),
    date: starterStatus.asOf,
  }),
  category,
  origin: 'starter',
  verification: 'pending',
  hosts: starterHosts(category)
    .map(({ host }) => host)
    .join('\n'),
})

/** Characters of hosts in one record: below what a text field holds (100 000), with room to write a few more. */
const mostInOne = 90_000

export interface Imported {
  readonly category: SiteCategory
  readonly name: string
  readonly source: string
  readonly hosts: readonly string[]
}

/** As many records as the hosts need; several carry their number in their name. */
export function importDrafts({ category, name, source, hosts }: Imported): readonly Values[] {
  const parts: string[][] = []
  let length = Infinity
  for (const host of hosts) {
    if (length + host.length + 1 > mostInOne) {
      parts.push([])
      length = 0
    }
    parts.at(-1)?.push(host)
    length += host.length + 1
  }
  return parts.map((part, index) => ({
    name: parts.length === 1 ? name : `${name} ${index + 1}/${parts.length}`,
    category,
    origin: 'imported',
    source,
    verification: 'pending',
    hosts: part.join('\n'),
  }))
}

/** Whether the lists in force, the drafts and this one together still fit a device's rules. */
export function fits(lists: readonly RecordRow[], hosts: readonly string[]): boolean {
  const known = lists
    .filter(({ state }) => state !== 'retired')
    .reduce(
      (sum, { values }) =>
        sum + weight(typeof values['hosts'] === 'string' ? values['hosts'].split('\n') : []),
      0,
    )
  return known + weight(hosts) <= mostListedCharacters
}

const weight = (hosts: readonly string[]): number => hosts.reduce((sum, host) => sum + host.length + 3, 0)
