import { prefixOf, type RecordId } from '../model/ids.ts'
import type { RecordType } from '../model/record-type.ts'
import { correctiveAction } from './audit/corrective-action.ts'
import { approval } from './foundation/approval.ts'
import { evidence } from './foundation/evidence.ts'
import { organization } from './foundation/organization.ts'
import { orgUnit } from './foundation/org-unit.ts'
import { person } from './foundation/person.ts'
import { exceptionRequest } from './guard/exception-request.ts'
import { guardProfile } from './guard/guard-profile.ts'
import { guardRule } from './guard/guard-rule.ts'
import { siteList } from './guard/site-list.ts'
import { siteRegister } from './guard/site-register.ts'
import { webEvent } from './guard/web-event.ts'
import { webEventReview } from './guard/web-event-review.ts'
import { ipCheck } from './rights/ip-check.ts'
import { licenseItem } from './rights/license-item.ts'
import { complianceCheck } from './law/compliance-check.ts'
import { asset } from './plan/asset.ts'
import { piFile } from './privacy/pi-file.ts'
import { piNotice } from './privacy/pi-notice.ts'

/** Every record type, in the order registers are listed. A test keeps the list complete. */
export const recordTypes: readonly RecordType[] = [
  organization,
  orgUnit,
  person,
  approval,
  evidence,
  asset,
  correctiveAction,
  siteRegister,
  siteList,
  exceptionRequest,
  webEvent,
  webEventReview,
  guardRule,
  guardProfile,
  licenseItem,
  ipCheck,
  piFile,
  piNotice,
  complianceCheck,
]

export const recordTypeKeys: readonly string[] = recordTypes.map((type) => type.key)

const byKey = new Map(recordTypes.map((type) => [type.key, type]))
const byPrefix = new Map(recordTypes.map((type) => [type.prefix, type]))

export const recordType = (key: string): RecordType | undefined => byKey.get(key)
export const typeOfPrefix = (prefix: string): RecordType | undefined => byPrefix.get(prefix)
export const typeOfId = (id: RecordId): RecordType | undefined => typeOfPrefix(prefixOf(id))
