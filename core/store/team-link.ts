import { ok, type Result } from '../model/result.ts'
import type { Database, TeamMeta } from './database.ts'

/** Whether the person wants this browser to connect to colleagues': off until it is turned on here. */
export async function teamLink(database: Database): Promise<boolean> {
  const row = await database.meta.get('team')
  return row?.key === 'team' && row.on
}

export async function setTeamLink(database: Database, on: boolean): Promise<Result<null, never>> {
  const row: TeamMeta = { key: 'team', on }
  await database.meta.put(row)
  return ok(null)
}
