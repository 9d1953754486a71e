import { randomBytes, toHex } from '../../core/model/bytes.ts'

/** Names one thing that is held: 32 hex digits, as pages name theirs. */
export const newHold = (): string => toHex(randomBytes(16))
