import { decodeTime, encodeTime, monotonicFactory } from 'ulid'

declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

/** `PREFIX-ULID`, for example `CAR-01K…`; sorts by creation within a type and names the device that made it. */
export type RecordId = Branded<'RecordId'>
/** 32 hex digits: the first 16 bytes of SHA-256 over the device's signing key. */
export type DeviceId = Branded<'DeviceId'>
/** `MEM-ULID`: a person with roles in this workspace; never a name. */
export type MemberId = Branded<'MemberId'>
/** 64 hex digits: SHA-256 of the genesis operation. */
export type WorkspaceId = Branded<'WorkspaceId'>
/** 64 hex digits: SHA-256 of an envelope's signed bytes. */
export type EnvelopeHash = Branded<'EnvelopeHash'>
/** `compartment.group.year`, for example `isms.audit.2026`. */
export type ShardId = Branded<'ShardId'>
/**
 * `1-0f3a…`: an epoch of a compartment's key and 16 hex digits of SHA-256 over the key itself. Two administrators who
 * rotate without seeing each other both make epoch 2, and neither key is mistaken for the other.
 */
export type KeyEpoch = Branded<'KeyEpoch'>
/** 26-character ULID of a list row. */
export type RowId = Branded<'RowId'>

const nextUlid = monotonicFactory()

/**
 * A ULID that names its maker: ten digits of time, eight of the device (the first 40 bits of its id), eight random
 * ones. Ids of one device made in one go sort in the order they were made.
 */
export const newUlidBy = (device: DeviceId): string => {
  const { time, random } = nextMoment()
  return encodeTime(time) + makerDigits(device) + base32(random)
}
export const newRecordId = (prefix: string, device: DeviceId): RecordId =>
  `${prefix}-${newUlidBy(device)}` as RecordId
/** Whether the record or event with this id was made by the device: others may edit a record, but not begin it. */
export const isMadeBy = (id: string, device: DeviceId): boolean => id.slice(-16, -8) === makerDigits(device)
/** Two devices that ids could not tell apart; the membership log admits only the first. */
export const isSameMaker = (a: DeviceId, b: DeviceId): boolean => a.slice(0, 10) === b.slice(0, 10)
export const newMemberId = (): MemberId => `MEM-${nextUlid()}` as MemberId
export const newRowId = (): RowId => nextUlid() as RowId
export const newUlid = (): string => nextUlid()

const ulidShape = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/
export const isUlid = (text: string): boolean => ulidShape.test(text)
export const isRecordId = (text: unknown): text is RecordId =>
  typeof text === 'string' && /^[A-Z]{2,5}-[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text)
export const isDeviceId = (text: unknown): text is DeviceId =>
  typeof text === 'string' && /^[0-9a-f]{32}$/.test(text)
export const isHash = (text: unknown): text is EnvelopeHash =>
  typeof text === 'string' && /^[0-9a-f]{64}$/.test(text)
/** When the id was made, milliseconds since 1970; the maker's clock. */
export const madeAt = (id: RecordId): number => decodeTime(id.slice(id.indexOf('-') + 1))
export const prefixOf = (id: RecordId): string => id.slice(0, id.indexOf('-'))
export const isWorkspaceId = (text: unknown): text is WorkspaceId =>
  typeof text === 'string' && /^[0-9a-f]{64}$/.test(text)
export const isMemberId = (text: unknown): text is MemberId =>
  typeof text === 'string' && text.startsWith('MEM-') && isUlid(text.slice(4))
export const isShardId = (text: unknown): text is ShardId =>
  typeof text === 'string' && text.length <= 120 && /^[a-z]+(\.[A-Za-z0-9-]+){1,3}$/.test(text)
export const isKeyEpoch = (text: unknown): text is KeyEpoch =>
  typeof text === 'string' && /^[1-9][0-9]{0,8}-[0-9a-f]{16}$/.test(text)

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Eight digits of five bits each. */
function base32(value: number): string {
  let digits = ''
  for (let left = value, place = 0; place < 8; place++, left = Math.floor(left / 32))
    digits = crockford[left % 32]! + digits
  return digits
}

const makerDigits = (device: DeviceId): string => base32(Number.parseInt(device.slice(0, 10), 16))

let last = { time: 0, random: 0 }

/** Within a millisecond, and when the clock goes back, the random half counts on, so that order and uniqueness stay. */
function nextMoment(): { readonly time: number; readonly random: number } {
  const now = Date.now()
  if (now > last.time) last = { time: now, random: freshRandom() }
  else if (last.random + 1 < 2 ** 40) last = { time: last.time, random: last.random + 1 }
  else last = { time: last.time + 1, random: freshRandom() }
  return last
}

const freshRandom = (): number =>
  crypto.getRandomValues(new Uint8Array(5)).reduce((number, byte) => number * 256 + byte, 0)
