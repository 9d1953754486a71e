import { Dexie } from 'dexie'
import { formDigestShape, mostListedForms } from '../events/form-digest.ts'
import {
  policyParts,
  revealOperation,
  signBundle,
  type BundleContent,
  type PolicyBundle,
} from '../events/policy-bundle.ts'
import { openPlaintext } from '../journal/envelope.ts'
import { isRecordId, type DeviceId, type RecordId } from '../model/ids.ts'
import { parse, type shape } from '../model/shape.ts'
import { problem, ok, unwrap, type Result } from '../model/result.ts'
import { taipeiDate } from '../model/roc-date.ts'
import type { RecordRow } from '../projections/rows.ts'
import { rowToEnvelope } from './journal-rows.ts'
import { listedForms } from './listed-forms.ts'
import type { Replica } from './replica.ts'
import { policyInForce } from './policy-in-force.ts'
import { memberShard } from './shard-names.ts'

/** The policy bundle for one extension: the organisation's decisions in force today, and nothing else. */
export async function buildBundle(
  replica: Replica,
  extension: DeviceId,
): Promise<Result<PolicyBundle, { readonly type: 'NotPaired' | 'NoOrganisation' }>> {
  const membership = replica.log.now()
  const profileCode = membership?.devices.get(extension)?.profileCode
  const organisation = await replica.rows.get(replica.organizationId)
  if (!membership || profileCode === undefined) return problem('NotPaired')
  if (!organisation) return problem('NoOrganisation')

  const person = await personBehind(replica, extension)
  const own = [...membership.devices.values()].filter(
    ({ id, member, last }) =>
      !last && (id === extension || (member && membership.members.get(member)?.person === person)),
  )
  const policy = await policyOf(replica, organisation)
  const content: BundleContent = {
    format: 1,
    workspace: replica.workspace,
    organisation: organisationName(organisation),
    version: replica.clock.now(),
    builtBy: replica.device.id,
    policy: fitting(policy),
    readers: {
      // As the log names them: who builds the rules need not be one who reads events.
      ...membership.guardReaders,
      ownDevices: own.slice(0, mostOwnDevices).map(({ id, agreeKey }) => ({ id, agreeKey })),
    },
    profileCode,
    members: await revealedLog(replica),
    heads: [...replica.log.heads()],
  }
  return ok(await signBundle(replica.device, content))
}

/** Whose browser it is, where this device may know; otherwise it is paired here, so it is this member's. */
async function personBehind(replica: Replica, extension: DeviceId): Promise<RecordId> {
  const profiles = await replica.database.records
    .where('[type+state]')
    .between(['guardProfile', Dexie.minKey], ['guardProfile', Dexie.maxKey])
    .toArray()
  const profile = profiles.find(({ values, voided }) => values['deviceId'] === extension && !voided)
  const person = profile?.values['personId']
  return isRecordId(person) ? person : replica.personId
}

/** Devices of a person that can open their own events; the declaration of a bundle allows as many. */
const mostOwnDevices = 20

/** What of it is in the form a bundle has: one record with an odd value must not keep every rule from every extension. */
function fitting(policy: BundleContent['policy']): BundleContent['policy'] {
  const entityType = parse(policyParts.entityType, policy.entityType)
  return {
    entityType: entityType.ok ? entityType.value : 'private',
    ownDomains: those(policy.ownDomains, policyParts.ownDomain, 1000),
    rules: those(policy.rules, policyParts.rule, 500),
    sites: those(policy.sites, policyParts.site, 100_000),
    exceptions: those(policy.exceptions, policyParts.exception, 100_000),
    lists: those(policy.lists ?? [], policyParts.list, 500),
    // Without it all forms count as listed; an empty list says that none is.
    ...(policy.listedForms && {
      listedForms: those(policy.listedForms, formDigestShape, mostListedForms),
    }),
  }
}

const those = <S extends shape.ZodType>(items: readonly unknown[], part: S, most: number): shape.infer<S>[] =>
  items
    .flatMap((item) => {
      const fits = parse(part, item)
      return fits.ok ? [fits.value] : []
    })
    .slice(0, most)

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
