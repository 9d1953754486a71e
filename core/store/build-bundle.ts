import { Dexie } from 'dexie'
import {
  revealOperation,
  signBundle,
  type BundleContent,
  type PolicyBundle,
} from '../events/policy-bundle.ts'
import { openPlaintext } from '../journal/envelope.ts'
import type { DeviceId } from '../model/ids.ts'
import { parse } from '../model/shape.ts'
import { problem, ok, unwrap, type Result } from '../model/result.ts'
import { taipeiDate } from '../model/roc-date.ts'
import type { RecordRow } from '../projections/rows.ts'
import { rowToEnvelope } from './journal-rows.ts'
import { listedForms } from './listed-forms.ts'
import type { Replica } from './replica.ts'
import { policyInForce } from './policy-in-force.ts'
import { memberShard } from './shard-names.ts'
import { policyShape } from '../events/policy-bundle.ts'

/** The policy bundle for one extension: the organisation's decisions in force today, and nothing else. */
export async function buildBundle(
  replica: Replica,
  extension: DeviceId,
): Promise<Result<PolicyBundle, { readonly type: 'NotPaired' | 'NoGuardKey' | 'NoOrganisation' }>> {
  const membership = replica.log.now()
  const profileCode = membership?.devices.get(extension)?.profileCode
  const readers = await replica.keyring.guardReaders()
  const organisation = await replica.rows.get(replica.organizationId)
  if (!membership || profileCode === undefined) return problem('NotPaired')
  if (!readers) return problem('NoGuardKey')
  if (!organisation) return problem('NoOrganisation')

  // Today only the founder's own extensions are paired, so "the same person's devices" are this member's.
  const own = [...membership.devices.values()].filter(
    (device) => (device.member === replica.member || device.id === extension) && !device.last,
  )
  const policy = await policyOf(replica, organisation)
  const content: BundleContent = {
    format: 1,
    workspace: replica.workspace,
    organisation: organisationName(organisation),
    version: replica.clock.now(),
    builtBy: replica.device.id,
    // Through the declaration: a record with an odd value must not make every extension refuse the bundle.
    policy: unwrap(parse(policyShape, policy)),
    readers: {
      epoch: readers.epoch,
      publicKey: readers.publicKey,
      ownDevices: own.map(({ id, agreeKey }) => ({ id, agreeKey })),
    },
    profileCode,
    members: await revealedLog(replica),
    heads: [...replica.log.heads()],
  }
  return ok(await signBundle(replica.device, content))
}

/** What people call the organisation; shown while pairing and in the guard's notices. */
export function organisationName(organisation: RecordRow | undefined): string {
  const name = organisation?.values['nameZh']
  return typeof name === 'string' ? name : ''
}

async function policyOf(replica: Replica, organisation: RecordRow): Promise<BundleContent['policy']> {
  const rowsIn = (type: string, state: string) =>
    replica.database.records.where('[type+state]').equals([type, state]).toArray()
  const [rules, sites, exceptions, lists, forms] = await Promise.all([
    rowsIn('guardRule', 'effective'),
    rowsIn('siteRegister', 'approved'),
    rowsIn('exceptionRequest', 'approved'),
    rowsIn('siteList', 'effective'),
    listedForms(replica.database),
  ])
  const decided = { organisation, rules, sites, exceptions, lists, listedForms: [...forms.keys()] }
  return policyInForce(decided, taipeiDate(replica.now()))
}

async function revealedLog(replica: Replica): Promise<BundleContent['members']> {
  const rows = await replica.database.envelopes
    .where('[shard+received]')
    .between([memberShard, Dexie.minKey], [memberShard, Dexie.maxKey])
    .toArray()
  const revealed: BundleContent['members'] = []
  for (const row of rows) {
    const envelope = rowToEnvelope(row)
    const key = replica.keyring.key('members', envelope.header.keyEpoch)
    if (key) revealed.push(await revealOperation(envelope, unwrap(await openPlaintext(envelope, key))))
  }
  return revealed
}
