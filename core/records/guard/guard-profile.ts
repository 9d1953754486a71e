import { date, ref, string } from '../../model/fields.ts'
import { when } from '../../model/conditions.ts'
import { defineRecordType } from '../../model/record-type.ts'

/** 裝置設定檔對照. Events carry a random code; only readers of the guard compartment learn whose it is. */
export const guardProfile = defineRecordType('guardProfile', {
  prefix: 'GPR',
  folder: 'guard',
  group: 'T4.2',
  outputs: ['O4.2.1'],
  compartment: 'guard',
  writers: ['securityManager', 'privacyOfficer'],
  title: 'code',
  fields: {
    code: string({
      required: true,
      unique: true,
      pattern: { source: 'P-[0-9A-Z]{4,12}', code: 'notAProfileCode' },
    }),
    personId: ref('person', { required: true, personal: true, inverse: 'guardProfiles' }),
    unitId: ref('orgUnit', { inverse: 'guardProfiles' }),
    deviceId: string({ required: true, pattern: { source: '[0-9a-f]{32}', code: 'notADeviceId' } }),
    noticeGivenAt: date({ notAfter: 'today' }),
    retiredAt: date({ required: when.state('retired'), notAfter: 'today' }),
  },
  lifecycle: { active: ['retired'], retired: [] },
  form: { paper: 'A4', columns: ['code', 'personId', 'unitId', 'noticeGivenAt', 'retiredAt'] },
})
