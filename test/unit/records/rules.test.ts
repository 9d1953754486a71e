import { describe, expect, test } from 'vitest'
import { newRowId } from '../../../core/model/ids.ts'
import { anId } from '../../support/ids.ts'
import type { RecordContext, Values } from '../../../core/model/record-type.ts'
import type { IsoDate } from '../../../core/model/roc-date.ts'
import { validate } from '../../../core/model/validate.ts'
import { recordType, recordTypes } from '../../../core/records/index.ts'

const today = '2026-11-23' as IsoDate
const self = anId('PER')
const other = anId('PER')
const record = anId('CAR')
const gov = { organization: { entityType: 'gov' } }

interface Case {
  readonly type: string
  readonly field: string
  readonly code: string
  readonly refused: Values
  readonly accepted: Values
  readonly in?: Partial<RecordContext>
  /** The same values are right here: the context decides, not the record. */
  readonly acceptedIn?: Partial<RecordContext>
}

const action = (values: Values) => [{ rowId: newRowId(), ...values }]

const sixItems = ['agency', 'purpose', 'categories', 'use', 'rights', 'refusal'].flatMap((item) =>
  action({ item, wording: '詳如院內告知事項說明' }),
)
const elevenMeasures = [
  'staff', 'scope', 'risk', 'incident', 'procedures', 'dataSecurity', 'training', 'equipment', 'audit', 'records', 'improvement',
].flatMap((measure) => action({ measure, adopted: true })) // prettier-ignore

/** One refused and one accepted case for each rule of each type. */
const cases: readonly Case[] = [
  { type: 'organization', field: 'nameZh', code: 'tooLong', refused: { nameZh: '會'.repeat(81) }, accepted: { nameZh: '會'.repeat(80) } },
  { type: 'organization', field: 'cyberLevel', code: 'required', refused: { entityType: 'sng' }, accepted: { entityType: 'private' } },
  { type: 'organization', field: 'levelApprovedAt', code: 'required', refused: { cyberLevel: 'C' }, accepted: { cyberLevel: 'none' } },
  { type: 'organization', field: 'docPrefix', code: 'notADocumentPrefix', refused: { docPrefix: 'isms' }, accepted: { docPrefix: 'ISMS-2' } },
  { type: 'organization', field: 'fiscalStart', code: 'tooLarge', refused: { fiscalStart: 13 }, accepted: { fiscalStart: 12 } },
  { type: 'organization', field: 'retentionDefaultYears', code: 'tooSmall', refused: { retentionDefaultYears: 0 }, accepted: { retentionDefaultYears: 1 } },
  { type: 'orgUnit', field: 'parentId', code: 'namesItself', refused: { parentId: record }, accepted: { parentId: anId('UNIT') } },
  { type: 'orgUnit', field: 'securityContactId', code: 'contactIsHead', refused: { headPersonId: self, securityContactId: self }, accepted: { headPersonId: self, securityContactId: self, singlePersonReason: '本單位編制一人，由院長室每季代為覆核' } },
  { type: 'person', field: 'employeeNo', code: 'looksLikeNationalId', refused: { employeeNo: 'a１23456789' }, accepted: { employeeNo: 'A1024' } },
  { type: 'person', field: 'employeeNo', code: 'looksLikeNationalId', refused: { employeeNo: 'AC01234567' }, accepted: { employeeNo: 'C01234567' } },
  { type: 'person', field: 'email', code: 'notAnEmail', refused: { email: 'pj.lin' }, accepted: { email: 'pj.lin@hospital.example' } },
  { type: 'person', field: 'leftAt', code: 'tooEarly', refused: { hiredAt: '2026-02-02', leftAt: '2026-02-01' }, accepted: { hiredAt: '2026-02-02', leftAt: '2026-02-02' } },
  { type: 'person', field: 'deputyId', code: 'deputyIsSelf', refused: { deputyId: record }, accepted: { deputyId: other } },
  { type: 'approval', field: 'revision', code: 'notASha256', refused: { revision: 'abc' }, accepted: { revision: 'a'.repeat(64) } },
  { type: 'approval', field: 'comment', code: 'required', refused: { decision: 'return' }, accepted: { decision: 'approve' }, in: { state: 'pending' } },
  { type: 'approval', field: 'evidenceIds', code: 'required', refused: { method: 'paper' }, accepted: { method: 'click' } },
  { type: 'approval', field: 'decision', code: 'required', refused: {}, accepted: { decision: 'approve' }, in: { state: 'approved' } },
  { type: 'approval', field: 'signerId', code: 'signerIsPreparer', refused: { recordId: record, signerId: self, step: 'approve' }, accepted: { recordId: record, signerId: self, step: 'prepare' }, in: { preparers: () => [self] } },
  { type: 'approval', field: 'signerId', code: 'signerIsAnother', refused: { signerId: other }, accepted: { signerId: self }, in: { actor: self, state: 'approved' } },
  { type: 'approval', field: 'decision', code: 'decisionContradictsState', refused: { decision: 'reject' }, accepted: { decision: 'approve' }, in: { state: 'approved' } },
  { type: 'approval', field: 'decision', code: 'decisionContradictsState', refused: { decision: 'approve' }, accepted: { decision: 'return' }, in: { state: 'rejected' } },
  { type: 'approval', field: 'revision', code: 'revisionOutdated', refused: { recordId: record, revision: 'a'.repeat(64) }, accepted: { recordId: record, revision: 'b'.repeat(64) }, in: { state: 'approved', revisionOf: () => 'b'.repeat(64) } },
  { type: 'asset', field: 'quantity', code: 'tooSmall', refused: { quantity: 0 }, accepted: { quantity: 1 } },
  { type: 'asset', field: 'confidentiality', code: 'tooLarge', refused: { confidentiality: 5 }, accepted: { confidentiality: 4 } },
  { type: 'asset', field: 'originRisk', code: 'originUnknown', refused: { originRisk: 'unknown' }, accepted: { originRisk: 'none' }, in: gov },
  { type: 'asset', field: 'exceptionId', code: 'required', refused: { originRisk: 'listed' }, accepted: { originRisk: 'cnBrand' } },
  { type: 'asset', field: 'exceptionId', code: 'required', refused: { originRisk: 'cnBrand' }, accepted: { originRisk: 'none' }, in: gov },
  { type: 'asset', field: 'disposalEvidenceIds', code: 'required', refused: {}, accepted: { disposalEvidenceIds: [anId('EVD')] }, in: { state: 'disposed' } },
  { type: 'asset', field: 'lastInventoryAt', code: 'tooLate', refused: { lastInventoryAt: '2026-11-24' }, accepted: { lastInventoryAt: today } },
  { type: 'evidence', field: 'file', code: 'required', refused: { kind: 'screenshot' }, accepted: { kind: 'text' } },
  { type: 'evidence', field: 'url', code: 'required', refused: { kind: 'url' }, accepted: { kind: 'file' } },
  { type: 'evidence', field: 'url', code: 'notAWebAddress', refused: { url: 'javascript:alert(1)' }, accepted: { url: 'https://doc.hospital.example/115-037' } },
  { type: 'evidence', field: 'location', code: 'required', refused: { kind: 'physical' }, accepted: { kind: 'url' } },
  { type: 'evidence', field: 'masking', code: 'required', refused: { containsPersonalData: true }, accepted: { containsPersonalData: false } },
  { type: 'evidence', field: 'linkedTo', code: 'required', refused: { linkedTo: [] }, accepted: { linkedTo: [record] } },
  { type: 'evidence', field: 'linkedTo', code: 'webEventNotLinked', refused: { kind: 'webEvent', linkedTo: [record] }, accepted: { kind: 'webEvent', linkedTo: [record, anId('WEB')] } },
  { type: 'evidence', field: 'collectedAt', code: 'tooLate', refused: { collectedAt: '2026-11-24T00:00:00+08:00' }, accepted: { collectedAt: '2026-11-23T09:00:00+08:00' } },
  { type: 'evidence', field: 'retentionUntil', code: 'tooEarly', refused: { collectedAt: '2026-11-23T09:00:00+08:00', retentionUntil: '2026-11-22' }, accepted: { collectedAt: '2026-11-23T09:00:00+08:00', retentionUntil: '2031-11-23' } },
  { type: 'evidence', field: 'retentionUntil', code: 'retentionNotOver', refused: { retentionUntil: today }, accepted: { retentionUntil: '2026-11-22' }, in: { state: 'disposed' } },
  { type: 'complianceCheck', field: 'items', code: 'basisMissing', refused: { items: action({ requirement: '每年至少檢查一次' }) }, accepted: { items: action({ requirement: '每年至少檢查一次', basis: '施行細則第 12 條' }) } },
  { type: 'complianceCheck', field: 'result', code: 'resultContradictsItems', refused: { result: 'conform', items: action({ answer: 'no' }) }, accepted: { result: 'partial', items: action({ answer: 'no' }) } },
  { type: 'complianceCheck', field: 'result', code: 'resultContradictsItems', refused: { result: 'nonConform', items: action({ answer: 'yes' }) }, accepted: { result: 'conform', items: action({ answer: 'notApplicable' }) } },
  { type: 'complianceCheck', field: 'correctiveActions', code: 'required', refused: { result: 'nonConform' }, accepted: { result: 'conform' }, in: { state: 'reviewed' } },
  { type: 'complianceCheck', field: 'reviewerId', code: 'reviewerIsChecker', refused: { checkerId: self, reviewerId: self }, accepted: { checkerId: self, reviewerId: other } },
  { type: 'complianceCheck', field: 'nextCheckId', code: 'nextIsItself', refused: { nextCheckId: record }, accepted: { nextCheckId: anId('CCK') } },
  { type: 'complianceCheck', field: 'items', code: 'required', refused: {}, accepted: { items: action({ requirement: '每年至少檢查一次', basis: '施行細則第 12 條' }) }, in: { state: 'inProgress' } },
  { type: 'piNotice', field: 'items', code: 'noticeIncomplete', refused: { items: sixItems.slice(1) }, accepted: { items: sixItems }, in: { state: 'approved' } },
  { type: 'piNotice', field: 'items', code: 'noticeItemTwice', refused: { items: [...sixItems, ...sixItems] }, accepted: { items: sixItems } },
  { type: 'piNotice', field: 'url', code: 'required', refused: {}, accepted: { url: 'https://www.hospital.example/privacy' }, in: { state: 'effective' } },
  { type: 'piFile', field: 'legalBasis', code: 'basisOfOtherSector', refused: { legalBasis: 'nonGov19-2' }, accepted: { legalBasis: 'gov15-1' }, in: gov },
  { type: 'piFile', field: 'legalBasis', code: 'basisOfOtherSector', refused: { legalBasis: 'gov15-1' }, accepted: { legalBasis: 'statute' }, in: { organization: { entityType: 'private' } } },
  { type: 'piFile', field: 'specialBasis', code: 'required', refused: { identifiers: ['name', 'medicalRecord'] }, accepted: { identifiers: ['name', 'finance'] } },
  { type: 'piFile', field: 'consentEvidenceIds', code: 'required', refused: { specialBasis: 'art6-6' }, accepted: { specialBasis: 'art6-1' } },
  { type: 'piFile', field: 'noticeId', code: 'required', refused: { noticeExemption: 'none' }, accepted: { noticeExemption: 'art8-5' } },
  { type: 'piFile', field: 'systemId', code: 'required', refused: { medium: ['paper', 'system'] }, accepted: { medium: ['paper'] } },
  { type: 'piFile', field: 'publicDisclosure', code: 'required', refused: {}, accepted: { publicDisclosure: false }, in: gov },
  { type: 'piFile', field: 'disclosedAt', code: 'required', refused: { publicDisclosure: true }, accepted: { publicDisclosure: false } },
  { type: 'piFile', field: 'safeguards', code: 'safeguardsIncomplete', refused: { safeguards: elevenMeasures.slice(1) }, accepted: { safeguards: elevenMeasures } },
  { type: 'piFile', field: 'safeguards', code: 'safeguardTwice', refused: { safeguards: [...elevenMeasures, ...elevenMeasures] }, accepted: { safeguards: elevenMeasures } },
  { type: 'piFile', field: 'destroyedAt', code: 'required', refused: {}, accepted: { destroyedAt: today }, in: { state: 'retired' } },
  { type: 'siteRegister', field: 'host', code: 'notADomain', refused: { host: 'https://drive.example/x' }, accepted: { host: 'drive.example' } },
  { type: 'siteRegister', field: 'host', code: 'notLowerCase', refused: { host: 'Drive.example' }, accepted: { host: 'drive.example' } },
  { type: 'siteRegister', field: 'validUntil', code: 'tooLate', refused: { validUntil: '2027-11-24' }, accepted: { validUntil: '2027-11-23' } },
  { type: 'siteRegister', field: 'validUntil', code: 'alreadyOver', refused: { validUntil: '2026-11-22' }, accepted: { validUntil: '2026-11-23' }, in: { state: 'approved' } },
  { type: 'siteRegister', field: 'exceptionRequestId', code: 'required', refused: { dangerousProductCheck: 'listed' }, accepted: { dangerousProductCheck: 'clear' } },
  { type: 'siteRegister', field: 'dangerousProductCheck', code: 'productCheckPending', refused: { dangerousProductCheck: 'pending' }, accepted: { dangerousProductCheck: 'clear' }, in: { state: 'approved', ...gov } },
  { type: 'exceptionRequest', field: 'reason', code: 'tooShort', refused: { reason: '太短' }, accepted: { reason: '健保署指定以此平台申報，院內系統無法產生同格式檔案。' } },
  { type: 'exceptionRequest', field: 'targetId', code: 'required', refused: { kind: 'riskAcceptance' }, accepted: { kind: 'extensionRule' } },
  { type: 'exceptionRequest', field: 'kind', code: 'targetMissing', refused: { kind: 'extensionRule' }, accepted: { kind: 'extensionRule', ruleId: 'PD-01' } },
  { type: 'exceptionRequest', field: 'validUntil', code: 'tooLate', refused: { validFrom: today, validUntil: '2027-11-24' }, accepted: { validFrom: today, validUntil: '2027-11-23' } },
  { type: 'exceptionRequest', field: 'validUntil', code: 'tooEarly', refused: { validFrom: today, validUntil: '2026-11-22' }, accepted: { validFrom: today, validUntil: today } },
  { type: 'exceptionRequest', field: 'approvalRef', code: 'required', refused: { kind: 'dangerousProduct' }, accepted: { kind: 'dangerousProduct' }, in: { state: 'approved', ...gov }, acceptedIn: { state: 'approved', organization: { entityType: 'private' } } },
  { type: 'guardRule', field: 'reason', code: 'tooShort', refused: { reason: '誤判' }, accepted: { reason: '誤判率連續三個月高於兩成，先改為警告。' } },
  { type: 'siteList', field: 'hosts', code: 'notHosts', refused: { hosts: 'example.com\nhttps://example.org/one/page' }, accepted: { hosts: 'example.com\n*.example.org' } },
  { type: 'guardRule', field: 'action', code: 'loweredInGovernment', refused: { ruleId: 'PD-01', action: 'warn' }, accepted: { ruleId: 'PD-01', action: 'block' }, in: { ...gov, library: () => ({ defaultAction: { gov: 'block' } }) } },
  { type: 'guardRule', field: 'enabled', code: 'switchedOffInGovernment', refused: { enabled: false }, accepted: { enabled: false, exceptionRequestId: anId('EXC') }, in: gov },
  { type: 'guardProfile', field: 'code', code: 'notAProfileCode', refused: { code: 'lin' }, accepted: { code: 'P-7Q2M' } },
  { type: 'guardProfile', field: 'deviceId', code: 'notADeviceId', refused: { deviceId: 'laptop' }, accepted: { deviceId: '0f'.repeat(16) } },
  { type: 'guardProfile', field: 'retiredAt', code: 'required', refused: {}, accepted: { retiredAt: today }, in: { state: 'retired' } },
  { type: 'webEvent', field: 'host', code: 'notADomain', refused: { host: 'a.example/path?q=1' }, accepted: { host: 'a.example' } },
  { type: 'webEvent', field: 'fileMeta', code: 'saysTooMuch', refused: { fileMeta: { fileName: '客戶名單.xlsx' } }, accepted: { fileMeta: { fileExtension: 'xlsx', sizeBucket: '<100KB', contentDigest: '0123456789ab', formDigest: 'ba9876543210' } } },
  { type: 'webEvent', field: 'justification', code: 'required', refused: { action: 'justify' }, accepted: { action: 'block' } },
  { type: 'webEvent', field: 'justification', code: 'tooShort', refused: { justification: '公務' }, accepted: { justification: '提供稽核單位之公務資料' } },
  { type: 'webEventReview', field: 'note', code: 'tooShort', refused: { note: '違規' }, accepted: { note: '未經核准上傳名單至個人雲端。' } },
  { type: 'webEventReview', field: 'linkedId', code: 'required', refused: { result: 'violation' }, accepted: { result: 'ok' }, in: { state: 'closed' } },
  { type: 'webEventReview', field: 'reviewerId', code: 'reviewerIsAnother', refused: { reviewerId: other }, accepted: { reviewerId: self }, in: { actor: self, state: 'concluded' } },
  { type: 'correctiveAction', field: 'rootCause', code: 'tooShort', refused: { rootCause: '疏忽' }, accepted: { rootCause: '還原測試未列入維運行事曆，交接時漏列。' } },
  { type: 'correctiveAction', field: 'rootCause', code: 'required', refused: {}, accepted: { rootCause: '還原測試未列入維運行事曆，交接時漏列。' }, in: { state: 'causeAnalysed' } },
  { type: 'correctiveAction', field: 'dueAt', code: 'dueTooLate', refused: { findingType: 'major', dueAt: '2026-12-24' }, accepted: { findingType: 'major', dueAt: '2026-12-23' } },
  { type: 'correctiveAction', field: 'dueAt', code: 'dueTooLate', refused: { findingType: 'minor', dueAt: '2027-02-22' }, accepted: { findingType: 'minor', dueAt: '2027-02-21' } },
  { type: 'correctiveAction', field: 'dueAt', code: 'dueTooLate', refused: { findingType: 'minor', dueAt: '2026-11-29' }, accepted: { findingType: 'minor', dueAt: '2026-11-28' }, in: { organization: { minorDueDays: 5 } } },
  { type: 'correctiveAction', field: 'extensions', code: 'tooManyRows', refused: { extensions: [1, 2, 3].map(() => ({ rowId: newRowId() })) }, accepted: { extensions: [] } },
  { type: 'correctiveAction', field: 'verification', code: 'verifierIsExecutor', refused: { actions: action({ ownerId: self }), verification: action({ verifierId: self }) }, accepted: { actions: action({ ownerId: self }), verification: action({ verifierId: other }) } },
  { type: 'correctiveAction', field: 'effectivenessAt', code: 'effectivenessWindow', refused: { doneAt: '2026-10-25', effectivenessAt: today }, accepted: { doneAt: '2026-10-24', effectivenessAt: today } },
  { type: 'correctiveAction', field: 'effective', code: 'notEffective', refused: { effective: false }, accepted: { effective: true }, in: { state: 'effective' } },
  { type: 'correctiveAction', field: 'effective', code: 'required', refused: {}, accepted: { effective: false }, in: { state: 'closed' } },
  { type: 'licenseItem', field: 'endAt', code: 'required', refused: { licenceType: 'subscription' }, accepted: { licenceType: 'perpetual' } },
  { type: 'licenseItem', field: 'endAt', code: 'licenceOver', refused: { endAt: '2026-11-22' }, accepted: { endAt: today }, in: { state: 'active' } },
  { type: 'licenseItem', field: 'licenceRef', code: 'required', refused: { licenceType: 'permission' }, accepted: { licenceType: 'cc' } },
  { type: 'licenseItem', field: 'licenceRef', code: 'wholeSerialNumber', refused: { licenceRef: 'AB12C-DE34F-GH56J-KL78M-NP90Q' }, accepted: { licenceRef: '採購單 2026-0342-0011，序號末四碼 90NP' } },
  { type: 'licenseItem', field: 'quantity', code: 'tooSmall', refused: { quantity: -1 }, accepted: { quantity: 0 } },
  { type: 'licenseItem', field: 'source', code: 'notADomain', refused: { source: 'https://fonts.example/a?b' }, accepted: { source: 'fonts.example' } },
  { type: 'ipCheck', field: 'period', code: 'notAPeriod', refused: { period: '上半年' }, accepted: { period: '115 上半年' } },
  { type: 'ipCheck', field: 'items', code: 'categoriesMissing', refused: { items: ['data', 'music', 'image'].map((category) => ({ rowId: newRowId(), category })) }, accepted: { items: ['data', 'music', 'image', 'software'].map((category) => ({ rowId: newRowId(), category })) }, in: { state: 'reviewed' } },
  { type: 'ipCheck', field: 'result', code: 'moreInstalledThanLicensed', refused: { result: 'conform', softwareScan: action({ installed: 32, licensed: 30 }) }, accepted: { result: 'conform', softwareScan: action({ installed: 32, licensed: 0, unlimited: true }) } },
  { type: 'ipCheck', field: 'result', code: 'moreInstalledThanLicensed', refused: { result: 'conform', softwareScan: [...action({ installed: 1, licensed: 9 }), ...action({ installed: 2, licensed: 1 })] }, accepted: { result: 'nonConform', softwareScan: action({ installed: 2, licensed: 1 }) } },
  { type: 'ipCheck', field: 'result', code: 'resultContradictsItems', refused: { result: 'conform', items: action({ result: 'nonConform' }) }, accepted: { result: 'conform', items: action({ result: 'conform' }) } },
  { type: 'ipCheck', field: 'nonConformActions', code: 'required', refused: { result: 'nonConform' }, accepted: { result: 'conform' }, in: { state: 'reviewed' } },
  { type: 'ipCheck', field: 'evidenceIds', code: 'required', refused: {}, accepted: { evidenceIds: [anId('EVD')] }, in: { state: 'closed' } },
] // prettier-ignore

describe.each(cases)(
  '$type $field: $code',
  ({ type: key, field, code, refused, accepted, in: within, acceptedIn }) => {
    const type = recordType(key)!
    const issuesOf = (values: Values, extra?: Partial<RecordContext>) =>
      validate(
        type,
        values,
        { today, state: type.initialState, createdAt: today, id: record, related: () => undefined, ...extra },
        'transition',
      ).filter((issue) => issue.field === field && issue.code === code)

    test('is refused, naming the field', () => expect(issuesOf(refused, within)).toHaveLength(1))
    test('is accepted when put right', () => expect(issuesOf(accepted, acceptedIn ?? within)).toEqual([]))
  },
)

test('every rule of every type has its two cases', () => {
  const covered = new Set(cases.map(({ type, field, code }) => `${type}.${field}.${code}`))
  const rules = recordTypes.flatMap((type) =>
    (type.rules ?? []).map((rule) => `${type.key}.${rule.field}.${rule.code}`),
  )
  expect(rules.filter((rule) => !covered.has(rule))).toEqual([])
})
