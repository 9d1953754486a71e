import { m, messageFor } from '../i18n/index.ts'
import { acts, answers } from '../rights/statement.ts'
import { outcomes } from '../rights/use.ts'
import type { RightsOfFile } from './rights-of-file.ts'

/** A statement for the eye: what it is, what it allows, what it asks, for which uses. */
export function printRights(read: RightsOfFile): string {
  if (read.status === 'cannot-inspect') {
    const reason = messageFor(`cannotInspect.${read.reason}`)
    return `${read.file}\n  ${m['rights.print.cannotRead']({ reason })}\n`
  }
  const { statement, uses, credit } = read
  const list = (kind: string, of: readonly string[]) =>
    of.map((one) => messageFor(`rights.${kind}.${one}`)).join(m['notice.listComma']())
  const lines: (readonly [string, string])[] = [
    [m['rights.print.status'](), messageFor(`rights.status.${statement.status}`)],
    [m['rights.print.licence'](), statement.expression ?? m['rights.print.none']()],
    [m['rights.print.confidence'](), messageFor(`rights.confidence.${statement.confidence}`)],
    ...answers.toReversed().flatMap((answer) => {
      const of = acts.filter((act) => statement.permissions[act] === answer)
      return of.length === 0
        ? []
        : [
            [
              `${m['rights.print.permissions']()} (${messageFor(`rights.answers.${answer}`)})`,
              list('acts', of),
            ] as const,
          ]
    }),
    [m['rights.print.duties'](), list('duties', statement.duties)],
    [m['rights.print.limits'](), list('limits', statement.limits)],
    ...outcomes.map((outcome) => {
      const of = uses.filter((one) => one.outcome === outcome).map(({ use }) => use)
      return [messageFor(`rights.outcomes.${outcome}`), list('uses', of)] as const
    }),
    ...statement.conflicts.map(
      ({ between, kept }) =>
        [
          m['rights.print.conflicts'](),
          `${between.join(' ≠ ')} (${messageFor(`rights.kept.${kept}`)})`,
        ] as const,
    ),
    ...Object.values(credit).map((line) => [m['rights.print.credit'](), line] as const),
    ...(statement.acquire === undefined ? [] : [[m['rights.print.acquire'](), statement.acquire] as const]),
    ...statement.readings.map(
      ({ from, says }) => [m['rights.print.readings'](), `${from}: ${says}`] as const,
    ),
  ]
  const shown = lines.filter(([, value]) => value !== '').map(([label, value]) => `  ${label}  ${value}`)
  const notRead = read.kind === 'other' ? [`  ${m['rights.print.notRead']()}`] : []
  return `${[read.file, ...shown, ...notRead].join('\n')}\n`
}

export const closing = (): string => `${m['rights.print.closing']()}\n`
