import { decodeTime, monotonicFactory } from 'ulid'

declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

/** `PREFIX-ULID`, for example `CAR-01K…`; sorts by creation within a type. */
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

export const newRecordId = (prefix: string): RecordId => `${prefix}-${nextUlid()}` as RecordId
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
/** When the id was made, milliseconds since 1970. */
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
