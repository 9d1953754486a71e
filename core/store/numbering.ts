import { Dexie } from 'dexie'
import type { AutoNumberField } from '../model/fields.ts'
import type { RecordType, Values } from '../model/record-type.ts'
import { taipeiDate } from '../model/roc-date.ts'
import type { Replica } from './replica.ts'

/**
 * The next number after the field's pattern, such as `CAR-{year}-{serial}`. Undefined while a part of it is not known
 * yet (a unit without a code): the record stays provisional and is numbered at its next step.
 */
export async function nextNumber(
  replica: Pick<Replica, 'database' | 'now'>,
  type: RecordType,
  field: AutoNumberField,
  /** Numbers the same command already gave. */
  minted: readonly string[],
  about: {
    readonly values: Values
    readonly related: (id: unknown) => Promise<Values | undefined>
  },
): Promise<string | undefined> {
  const pattern = await filledIn(field, about, replica.now())
  if (pattern === undefined) return undefined
  const [before = '', after = ''] = pattern.split('{serial}')
  let highest = 0
  const count = (number: string | undefined): void => {
    if (!number?.startsWith(before) || !number.endsWith(after)) return
    highest = Math.max(highest, Number(number.slice(before.length, number.length - after.length)) || 0)
  }
  minted.forEach(count)
  await replica.database.records
    .where('[type+state]')
    .between([type.key, Dexie.minKey], [type.key, Dexie.maxKey])
    .each(({ number }) => count(number))
  return `${before}${String(highest + 1).padStart(field.digits, '0')}${after}`
}

/** The pattern with everything but the serial in place. */
async function filledIn(
  { pattern, codes }: AutoNumberField,
  { values, related }: Parameters<typeof nextNumber>[4],
  now: number,
): Promise<string | undefined> {
  let text = pattern.replace('{year}', String(Number(taipeiDate(now).slice(0, 4)) - 1911))
  for (const [place, name = '', other] of pattern.matchAll(/\{(\w+)(?:\.(\w+))?\}/g)) {
    if (name === 'year' || name === 'serial') continue
    const value = values[name]
    const part = other === undefined ? codes?.[name]?.[String(value)] : (await related(value))?.[other]
    if (typeof part !== 'string' || part === '') return undefined
    text = text.replace(place, () => part)
  }
  return text
}
