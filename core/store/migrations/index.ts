import { first } from './1-first.ts'
import { attention } from './2-attention.ts'
import { attachments } from './3-attachments.ts'
import { team } from './4-team.ts'
import { standing } from './5-standing.ts'
import { invitations } from './6-invitations.ts'
import { contested } from './7-contested.ts'

/** In order; a released step never changes. A step may carry `upgrade`, run once on the rows it finds. */
export const migrations = [first, attention, attachments, team, standing, invitations, contested] as const

/** Compared in the handshake of tabs: the newer schema takes over, the older tab reloads. */
export const schemaVersion = migrations.at(-1)!.version
