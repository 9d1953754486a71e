import { m, messageFor } from '../../../core/i18n/index.ts'
import type { Compartment } from '../../../core/model/record-type.ts'
import { typeName } from '../../../core/records/labels.ts'

const mostNamed = 4

export const compartmentNames = (compartments: readonly Compartment[]): string =>
  compartments.map((compartment) => messageFor(`compartments.${compartment}`)).join(m['members.sep']())

/** The first few kinds of record by name, and how many there are in all. */
export function typeNames(types: readonly string[], most = mostNamed): string {
  const named = types.slice(0, most).map((type) => typeName(type))
  const text = named.join(m['members.sep']())
  return types.length > most ? m['members.more']({ names: text, count: types.length }) : text
}
