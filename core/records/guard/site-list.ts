import { siteCategories } from '../../libraries/site-starters.ts'
import { when } from '../../model/conditions.ts'
import { choice, computed, string, text } from '../../model/fields.ts'
import { defineRecordType } from '../../model/record-type.ts'
import { readHostList } from '../../policy/read-host-list.ts'

/**
 * 網站分類清單. Hosts the organisation puts into one category: an adopted starter, or a block list it imported. To be
 * listed as infringing or malicious is an accusation, so it counts only once the CISO made it effective.
 */
export const siteList = defineRecordType('siteList', {
  prefix: 'SLI',
  folder: 'guard',
  group: 'T4.2',
  outputs: ['O4.2.1'],
  compartment: 'policy',
  writers: ['securityManager', 'ciso', 'privacyOfficer'],
  title: 'name',
  fields: {
    name: string({ required: true, maxLength: 80 }),
    category: choice(siteCategories, { required: true }),
    origin: choice(['starter', 'imported', 'own'], { required: true }),
    source: string({ required: when.field('origin').is('imported'), maxLength: 200 }),
    // 待查證 until somebody went through the hosts.
    verification: choice(['pending', 'verified'], { required: true, default: 'pending' }),
    dataLocation: choice(['tw', 'us', 'eea', 'jp', 'sg', 'cn', 'hk', 'mo', 'other', 'unknown']),
    hosts: text({ required: true }),
    hostCount: computed('integer'),
  },
  lifecycle: { draft: ['effective'], effective: ['retired'], retired: [] },
  approval: { effective: ['ciso'], retired: ['ciso', 'securityManager'] },
  separate: [['draft', 'effective']],
  rules: [
    {
      field: 'hosts',
      code: 'notHosts',
      at: 'transition',
      holds: ({ hosts }) => readHostList(String(hosts)).refusedCount === 0,
    },
  ],
  computed: { hostCount: ({ hosts }) => (typeof hosts === 'string' ? readHostList(hosts).hosts.length : 0) },
  form: { paper: 'A4', columns: ['name', 'category', 'origin', 'verification', 'hostCount'] },
})
