import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../../support/runs.ts'
import { chainsHold, teamModel, type Act } from './team-model.ts'

const acts = (what: readonly Act['what'][]) =>
  fc.record<Act>({
    what: fc.constantFrom(...what),
    by: fc.nat(19),
    other: fc.nat(19),
    about: fc.nat(99),
  })
const work = ['create', 'create', 'edit', 'edit', 'edit', 'cell', 'cell', 'submit', 'void'] as const
const network = [
  'connect',
  'connect',
  'connect',
  'cut',
  'breakSoon',
  'file',
  'shuffle',
  'restart',
  'rest',
  'rest',
] as const
const rights = ['demote', 'promote', 'remove'] as const

/** Plays a schedule, lets everyone meet, and holds every replica against the plain map. */
async function play(size: number, schedule: readonly Act[]): Promise<void> {
  const team = await teamModel(size)
  for (const step of schedule) await team.act(step)
  await team.settle()
  expect(team.errors).toEqual([])

  const expected = team.expected()
  const readers = team.people.filter(team.seesAll)
  const rowsOf = async (index: number) => readers[index]!.opened.database.records.orderBy('id').toArray()
  const first = await rowsOf(0)
  for (const [index, { opened }] of readers.entries()) {
    expect(await rowsOf(index)).toEqual(first)
    expect(
      await opened.database.shards
        .toArray()
        .then((shards) => shards.map(({ shard, digest }) => [shard, digest])),
    ).toEqual(
      await readers[0]!.opened.database.shards
        .toArray()
        .then((shards) => shards.map(({ shard, digest }) => [shard, digest])),
    )
    expect(await chainsHold(opened)).toBe(true)
  }
  for (const { opened } of team.people)
    expect(
      (await opened.database.quarantine.toArray())
        .map(({ reason }) => reason)
        .filter((reason) => reason !== 'RemovedDevice'),
    ).toEqual([])

  const actions = first.filter(({ type }) => type === 'correctiveAction')
  expect(actions.map(({ id }) => id).sort()).toEqual([...expected.keys()].sort())
  for (const row of actions) {
    const { preventive, rows, voided, submitted } = expected.get(row.id)!
    expect(row.values['preventive']).toBe(preventive)
    const shown = (row.values['actions'] as { rowId: string; measure: string }[] | undefined) ?? []
    expect(new Map(shown.map(({ rowId, measure }) => [rowId, measure]))).toEqual(new Map(rows))
    expect(row.voided !== undefined).toBe(voided)
    expect(row.revision !== undefined).toBe(submitted)
  }
  // Whoever was staff all along has nothing else on their disk.
  for (const { opened, roles } of team.people) {
    if (roles !== 'staff') continue
    const shards = (await opened.database.envelopes.toArray()).map(({ shard }) => shard.split('.')[0])
    expect(shards.filter((name) => !['members', 'common', 'policy'].includes(name!))).toEqual([])
  }
}

test(
  'whatever the network does, everyone ends with the last word on every place, and the same journal',
  { timeout: 20 * 60_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 4 }),
        fc.array(acts([...work, ...network]), { minLength: 5, maxLength: 40 }),
        play,
      ),
      { numRuns: runs(60), endOnFailure: true },
    )
  },
)

test(
  'members join, lose rights, gain them and leave in the midst of it: what counts is the same for everyone',
  { timeout: 20 * 60_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 3, max: 5 }),
        fc.array(acts([...work, ...work, ...network, ...rights]), { minLength: 8, maxLength: 40 }),
        play,
      ),
      { numRuns: runs(40), endOnFailure: true },
    )
  },
)
