import type { IsoDate } from '../../model/roc-date.ts'
import { addDays } from '../../model/roc-date.ts'

/**
 * The shape of the sample organisation (示範組織): invented records and guard events, placed on days counted back from
 * the day it is loaded, so that it always looks like the last three months.
 */
export interface Sample {
  readonly organization: Values
  /** The first unit and the first person, who load it and sign everything a member of the workspace does. */
  readonly unit: Values
  readonly person: Values
  readonly records: readonly SampleRecord[]
  readonly events: readonly SampleEvent[]
  /** Keys of the persons whose browser carries the guard; events name one by its place here. */
  readonly profiles: readonly string[]
}

type Values = Readonly<Record<string, unknown>>

export interface SampleRecord {
  /** Names the record within the sample: `person.7`. `unit.0` and `person.0` are the first ones. */
  readonly key: string
  readonly type: string
  /** Days before the day of loading. */
  readonly day: number
  /** A list field takes its rows as an array. */
  readonly values: (scene: Scene) => Values
  readonly steps?: readonly SampleStep[]
}

/** What became of a record later: fields that were filled in, then the state it went to. */
export interface SampleStep {
  readonly day: number
  readonly to?: string
  readonly values?: (scene: Scene) => Values
  /** Why one person may both prepare and decide: the sample's only member does. */
  readonly override?: string
}

export interface SampleEvent {
  readonly key: string
  readonly day: number
  /** Minutes after midnight in Taipei. */
  readonly minute: number
  /** Index into `profiles`. */
  readonly profile: number
  /** All of an event's content that the device does not add itself. */
  readonly content: Values
}

/** Turns the sample's own words into ids and days. */
export interface Scene {
  readonly id: (key: string) => string
  /** ISO date so many days before the day of loading; negative: after it. */
  readonly day: (before: number) => IsoDate
  /** ISO date and time in Taipei. */
  readonly moment: (before: number, minute: number) => string
}

export const sceneOn = (today: IsoDate, id: (key: string) => string): Scene => ({
  id,
  day: (before) => addDays(today, -before),
  moment: (before, minute) => `${addDays(today, -before)}T${clock(minute)}:00+08:00`,
})

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
