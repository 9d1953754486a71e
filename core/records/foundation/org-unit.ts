import { bool, ref, string, text } from '../../model/fields.ts'
import { isFilled } from '../../model/conditions.ts'
import { defineRecordType } from '../../model/record-type.ts'

/** 單位. Every unit names a head and, for the segregation of duties, another person as its contact. */
export const orgUnit = defineRecordType('orgUnit', {
  prefix: 'UNIT',
  folder: 'foundation',
  group: 'foundation',
  outputs: [],
  compartment: 'common',
  writers: ['securityManager'],
  approval: { inactive: ['securityManager'] },
  title: 'nameZh',
  fields: {
    code: string({ required: true, unique: true }),
    nameZh: string({ required: true }),
    parentId: ref('orgUnit', { inverse: 'childUnits', acyclic: true }),
    headPersonId: ref('person', { required: true, inverse: 'headOf' }),
    securityContactId: ref('person', { required: true, inverse: 'contactOf' }),
    singlePersonReason: text({ minLength: 10 }),
    inScope: bool({ required: true }),
  },
  lifecycle: { active: ['inactive'], inactive: ['active'] },
  rules: [
    {
      field: 'securityContactId',
      code: 'contactIsHead',
      at: 'transition',
      // A unit of one person cannot do otherwise, but says so on the form (單人單位可豁免並記理由).
      holds: (values) =>
        values['securityContactId'] !== values['headPersonId'] || isFilled(values['singlePersonReason']),
    },
  ],
  figures: {
    withoutContact: {
      as: 'count',
      of: (rows) =>
        rows.filter(({ state, values }) => state === 'active' && !isFilled(values['securityContactId']))
          .length,
    },
  },
  form: {
    paper: 'A4',
    columns: ['code', 'nameZh', 'parentId', 'headPersonId', 'securityContactId', 'inScope'],
  },
})
