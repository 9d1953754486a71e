import { describe, expect, test } from 'vitest'
import { judge } from '../../../core/policy/judge.ts'
import { guardRules } from '../../../core/policy/packs/index.ts'
import type { Action, EntityType, Observation, PolicySettings } from '../../../core/policy/verdict.ts'
import { listed, saw, settings, site, today, unread } from './cases.ts'

type Row = readonly [rule: string, what: string, seen: Observation, by?: Partial<PolicySettings>]

const plain = 'files.example'
const approved = { sites: [site()] }
const ours = 'hr.our.example.org'
const form = { personal: true, notice: true, listed: true }
const file = (kind: NonNullable<Observation['file']>['kind'], cracked = false) => ({
  file: { kind, cracked },
})

const fires: readonly Row[] = [
  ['PD-01', 'one ID uploaded to a site nobody approved', saw('upload', plain, { nationalId: 1 })],
  ['PD-01', 'one ID typed into a form', saw('formSubmit', plain, { nationalId: 1 })],
  ['PD-02', 'one resident ID pasted', saw('paste', plain, { residentId: 1 })],
  ['PD-03', 'a diagnosis beside a name', saw('upload', plain, { medicalRecord: 1, personName: 1 })],
  ['PD-03', 'a health check beside a birthday, at a site approved for ordinary data', saw('paste', plain, { healthExam: 1, birthDate: 1 }), approved],
  ['PD-04', 'fifty mobile numbers', saw('upload', plain, { mobile: 50 })],
  ['PD-04', 'thirty numbers and twenty addresses of fifty people', saw('paste', plain, { mobile: 30, email: 20 }, { inspection: { status: 'inspected', people: 50, counts: { mobile: 30, email: 20 } } })],
  ['PD-05', 'one card number', saw('upload', plain, { creditCard: 1 })],
  ['PD-05', 'one account', saw('paste', plain, { bankAccount: 1 })],
  ['PD-06', 'a phone number to a site in the United States, though approved', saw('upload', plain, { mobile: 1 }), { sites: [site({ dataLocation: 'us' })] }],
  ['PD-06', 'a phone number to a site of an unknown place', saw('upload', plain, { mobile: 1 })],
  ['PD-08', 'an own form for personal data without a notice', saw('navigate', ours, {}, { form: { ...form, notice: false }, loggedToday: [] })],
  ['PD-09', 'an e-mail address on a page without encryption, at an approved site too', saw('formSubmit', plain, { email: 1 }, { secure: false }), approved],
  ['PD-10', 'a phone number through personal mail', saw('upload', 'mail.google.com', { mobile: 1 })],
  ['PD-10', 'a confidential mark through a messenger', saw('upload', 'web.whatsapp.com', { confidentialMark: 1 })],
  ['PD-11', 'a hundred people downloaded from an own system', saw('download', ours, { nationalId: 100 })],
  ['PD-12', 'an own form for personal data no inventory names', saw('navigate', ours, {}, { form: { ...form, listed: false }, loggedToday: [] })],
  ['AI-01', 'a name pasted into generative AI', saw('paste', 'chatgpt.com', { personName: 1 })],
  ['AI-01', 'an approval in the register does not lift it', saw('upload', 'claude.ai', { mobile: 1 }), { sites: [site({ host: 'claude.ai', category: 'genai' })] }],
  ['AI-02', 'a confidential mark pasted into generative AI', saw('paste', 'gemini.google.com', { confidentialMark: 1 })],
  ['AI-02', 'a secret key uploaded to generative AI', saw('upload', 'claude.ai', { secretKey: 1 })],
  ['AI-03', 'a visit to generative AI operated from China', saw('navigate', 'chat.deepseek.com')],
  ['AI-04', 'the first visit to generative AI of a day', saw('navigate', 'chatgpt.com', {}, { firstUseToday: true })],
  ['AI-05', 'personal data to a service not in the register', saw('upload', plain, { email: 1 })],
  ['AI-05', 'a clean file to a service not in the register, the first of the day', saw('upload', plain, {}, { loggedToday: [] })],
  ['AI-05', 'a file that cannot be read to a service not in the register', saw('upload', plain, {}, unread)],
  ['IP-01', 'a visit to a site the organisation lists as infringing', saw('navigate', 'www.films.example'), { lists: [listed('piracy', 'films.example')] }],
  ['IP-02', 'a torrent', saw('download', plain, {}, file('torrent'))],
  ['IP-02', 'a file named like a crack', saw('download', plain, {}, file('archive', true))],
  ['IP-02', 'a visit to a site listed for cracks', saw('navigate', 'cracks.example'), { lists: [listed('crack', 'cracks.example')] }],
  ['IP-03', 'a program from anywhere', saw('download', plain, {}, file('executable'))],
  ['IP-04', 'a picture from anywhere', saw('download', plain, {}, file('media'))],
  ['IP-04', 'a font', saw('download', plain, {}, file('font'))],
  ['IP-04', 'a template for slides', saw('download', plain, {}, { ...file('document'), fileExtension: 'potx' })],
  ['IP-04', 'an archive from a stock site', saw('download', 'www.freepik.com', {}, file('archive'))],
  ['IP-05', 'an upload to a site listed for removing watermarks', saw('upload', 'unmark.example'), { lists: [listed('watermark', 'unmark.example')] }],
  ['IP-06', 'a download from a site listed for sharing standards', saw('download', 'shelf.example'), { lists: [listed('sharing', 'shelf.example')] }],
  ['IP-07', 'a visit to a site listed as a stream ripper', saw('navigate', 'rip.example'), { lists: [listed('ripper', 'rip.example')] }],
  ['PR-01', 'a download from a site of a restricted product', saw('download', 'cam.example'), { lists: [listed('dangerousProduct', 'cam.example')] }],
  ['PR-02', 'a visit to a management page of a listed brand', saw('navigate', 'brand.example', {}, { loggedToday: [] }), { lists: [listed('chinaBrand', 'brand.example')] }],
  ['TR-01', 'a phone number to an anonymous transfer site', saw('upload', 'wetransfer.com', { mobile: 1 })],
  ['TR-01', 'a confidential mark to an anonymous transfer site', saw('upload', 'gofile.io', { confidentialMark: 1 })],
  ['SE-01', 'a form sent to a site listed as phishing', saw('formSubmit', 'login.bank-example.com'), { lists: [listed('phishing', 'bank-example.com')] }],
  ['CI-01', 'an encrypted file', saw('upload', plain, {}, unread)],
] // prettier-ignore

const silent: readonly Row[] = [
  ['PD-01', 'an ID to a site approved for personal data', saw('upload', plain, { nationalId: 1 }), approved],
  ['PD-01', 'a company number', saw('upload', plain, { companyId: 3 })],
  ['PD-02', 'a resident ID at an approved site', saw('upload', plain, { residentId: 1 }), approved],
  ['PD-02', 'a resident ID typed', saw('formSubmit', plain, { residentId: 1 })],
  ['PD-03', 'a health article that names nobody', saw('upload', plain, { medicalRecord: 9 })],
  ['PD-03', 'a site approved for special categories', saw('upload', plain, { medicalRecord: 1, personName: 1 }), { sites: [site({ allowedDataClasses: ['personal', 'special'] })] }],
  ['PD-04', 'forty-nine mobile numbers', saw('upload', plain, { mobile: 49 })],
  ['PD-04', 'thirty people with both a number and an address', saw('upload', plain, { mobile: 30, email: 30 })],
  ['PD-04', 'fifty at an approved site', saw('upload', plain, { mobile: 50 }), approved],
  ['PD-05', 'a card number at an approved site', saw('upload', plain, { creditCard: 1 }), approved],
  ['PD-05', 'no payment data', saw('upload', plain, { email: 1 })],
  ['PD-06', 'a .tw site', saw('upload', 'portal.example.com.tw', { mobile: 1 })],
  ['PD-06', 'a site registered as in Taiwan', saw('upload', plain, { mobile: 1 }), approved],
  ['PD-06', 'a machine of the own network', saw('upload', '192.168.1.7', { mobile: 1 })],
  ['PD-06', 'a clean file abroad', saw('upload', plain)],
  ['PD-08', 'an own form with its notice', saw('navigate', ours, {}, { form, loggedToday: [] })],
  ['PD-08', "somebody else's form", saw('navigate', plain, {}, { form: { ...form, notice: false }, loggedToday: [] })],
  ['PD-08', 'an own form already recorded today', saw('navigate', ours, {}, { form: { ...form, notice: false }, loggedToday: ['PD-08'] })],
  ['PD-09', 'an encrypted page', saw('paste', plain, { email: 1 })],
  ['PD-09', 'nothing personal on a page without encryption', saw('paste', plain, {}, { secure: false })],
  ['PD-10', 'a clean file through personal mail', saw('upload', 'mail.google.com')],
  ['PD-10', 'a mail service the organisation approved', saw('upload', 'mail.google.com', { mobile: 1 }), { sites: [site({ host: 'mail.google.com', category: 'mail' })] }],
  ['PD-11', 'ninety-nine people', saw('download', ours, { nationalId: 99 })],
  ['PD-11', 'a hundred people from elsewhere', saw('download', plain, { nationalId: 100 })],
  ['PD-12', 'an own form the inventory names', saw('navigate', ours, {}, { form, loggedToday: [] })],
  ['PD-12', 'a search field', saw('navigate', ours, {}, { form: { personal: false, notice: false, listed: false }, loggedToday: [] })],
  ['AI-01', 'a question without personal data', saw('paste', 'chatgpt.com')],
  ['AI-01', 'a company’s number, a key and a mark of confidence, none of them personal', saw('paste', 'chatgpt.com', { companyId: 1, secretKey: 1, confidentialMark: 1 })],
  ['AI-01', 'a name pasted elsewhere', saw('paste', plain, { personName: 1 })],
  ['AI-02', 'no mark of confidence', saw('paste', 'chatgpt.com', { personName: 1 })],
  ['AI-02', 'a mark of confidence pasted elsewhere', saw('paste', plain, { confidentialMark: 1 })],
  ['AI-03', 'generative AI from elsewhere', saw('navigate', 'chatgpt.com')],
  ['AI-03', 'a cloud drive in China', saw('upload', 'pan.baidu.com')],
  ['AI-04', 'the second visit of a day', saw('navigate', 'chatgpt.com', {}, { firstUseToday: false })],
  ['AI-04', 'a visit nobody counted', saw('navigate', 'chatgpt.com')],
  ['AI-05', 'a registered service', saw('upload', plain, { email: 1 }), { sites: [site({ allowedDataClasses: ['public'] })] }],
  ['AI-05', 'the second clean file of a day', saw('upload', plain, {}, { loggedToday: ['AI-05'] })],
  ['IP-01', 'a site nobody listed', saw('navigate', 'films.example')],
  ['IP-02', 'an ordinary archive', saw('download', plain, {}, file('archive'))],
  ['IP-03', 'a program from its publisher', saw('download', 'download.mozilla.org', {}, file('executable'))],
  ['IP-03', 'a program from the government', saw('download', 'tax.nat.gov.tw', {}, file('executable'))],
  ['IP-03', 'a program from a registered site', saw('download', plain, {}, file('executable')), approved],
  ['IP-04', 'an own picture', saw('download', ours, {}, file('media'))],
  ['IP-04', 'a document from an ordinary site', saw('download', plain, {}, file('document'))],
  ['IP-05', 'a site nobody listed', saw('upload', 'unmark.example')],
  ['IP-06', 'a visit without a download', saw('navigate', 'shelf.example'), { lists: [listed('sharing', 'shelf.example')] }],
  ['IP-07', 'a site nobody listed', saw('navigate', 'rip.example')],
  ['PR-01', 'a site nobody listed', saw('download', 'cam.example')],
  ['PR-02', 'a site whose name only ends like a listed one', saw('navigate', 'notbrand.example', {}, { loggedToday: [] }), { lists: [listed('chinaBrand', 'brand.example')] }],
  ['TR-01', 'a clean file to a transfer site', saw('upload', 'wetransfer.com')],
  ['TR-01', 'a phone number to a cloud drive', saw('upload', 'dropbox.com', { mobile: 1 })],
  ['SE-01', 'a download from a listed site', saw('download', 'bank-example.com'), { lists: [listed('phishing', 'bank-example.com')] }],
  ['CI-01', 'an encrypted file to an approved site', saw('upload', plain, {}, unread), approved],
  ['CI-01', 'a file that could be read', saw('upload', plain)],
] // prettier-ignore

const idsOf = (seen: Observation, by?: Partial<PolicySettings>): readonly string[] =>
  judge(seen, settings(by), today).hits.map(({ ruleId }) => ruleId)

describe('a rule fires on', () => {
  test.each(fires.map(([rule, what, seen, by]) => ({ rule, what, seen, by })))(
    '$rule: $what',
    ({ rule, seen, by }) => {
      expect(idsOf(seen, by)).toContain(rule)
    },
  )
})

describe('a rule is silent on', () => {
  test.each(silent.map(([rule, what, seen, by]) => ({ rule, what, seen, by })))(
    '$rule: $what',
    ({ rule, seen, by }) => {
      expect(idsOf(seen, by)).not.toContain(rule)
    },
  )
})

test('every shipped rule has a case that fires and one that does not', () => {
  const ids = guardRules.map(({ id }) => id)
  expect(ids.filter((id) => !fires.some(([rule]) => rule === id))).toEqual([])
  expect(ids.filter((id) => !silent.some(([rule]) => rule === id))).toEqual([])
})

/** What the specification says for 公務機關, 特定非公務機關 and 民間; where a case escalates, what it becomes. */
type Actions = readonly [gov: Action, sng: Action, others: Action]
const expected: readonly (readonly [string, string, Actions, Observation, Partial<PolicySettings>?])[] = [
  ['PD-01', 'one', ['block', 'justify', 'justify'], saw('upload', plain, { nationalId: 9 })],
  ['PD-01', 'ten people', ['block', 'block', 'block'], saw('upload', plain, { nationalId: 10 })],
  ['PD-02', 'one', ['block', 'justify', 'justify'], saw('upload', plain, { residentId: 9 })],
  ['PD-02', 'ten people', ['block', 'block', 'block'], saw('upload', plain, { residentId: 10 })],
  ['PD-03', 'one', ['block', 'block', 'justify'], saw('upload', plain, { genetic: 1, nationalId: 1 })],
  ['PD-04', 'fifty', ['justify', 'justify', 'justify'], saw('upload', plain, { email: 50 })],
  ['PD-05', 'one', ['block', 'justify', 'justify'], saw('upload', plain, { creditCard: 9 })],
  ['PD-05', 'ten people', ['block', 'block', 'block'], saw('upload', plain, { creditCard: 10 })],
  ['PD-06', 'abroad', ['justify', 'justify', 'warn'], saw('upload', plain, { mobile: 1 })],
  ['PD-06', 'China', ['block', 'block', 'justify'], saw('upload', 'pan.baidu.com', { mobile: 1 })],
  ['PD-06', 'Hong Kong', ['block', 'block', 'justify'], saw('upload', 'files.example.hk', { mobile: 1 })],
  ['PD-06', 'Macao, registered', ['block', 'block', 'justify'], saw('upload', plain, { mobile: 1 }), { sites: [site({ dataLocation: 'mo' })] }],
  ['PD-08', 'no notice', ['log', 'log', 'log'], saw('navigate', ours, {}, { form: { ...form, notice: false }, loggedToday: [] })],
  ['PD-09', 'no encryption', ['block', 'justify', 'justify'], saw('paste', plain, { mobile: 1 }, { secure: false })],
  ['PD-10', 'mail', ['justify', 'justify', 'justify'], saw('upload', 'proton.me', { mobile: 1 })],
  ['PD-11', 'a hundred', ['log', 'log', 'log'], saw('download', ours, { mobile: 100 })],
  ['PD-12', 'not listed', ['log', 'log', 'log'], saw('navigate', ours, {}, { form: { ...form, listed: false }, loggedToday: [] })],
  ['AI-01', 'personal', ['block', 'justify', 'justify'], saw('paste', 'claude.ai', { mobile: 1 })],
  ['AI-02', 'confidential', ['block', 'justify', 'justify'], saw('paste', 'claude.ai', { confidentialMark: 1 })],
  ['AI-03', 'a visit', ['block', 'justify', 'warn'], saw('navigate', 'deepseek.com')],
  ['AI-03', 'a paste', ['block', 'justify', 'justify'], saw('paste', 'deepseek.com')],
  ['AI-03', 'an upload', ['block', 'justify', 'justify'], saw('upload', 'kimi.com')],
  ['AI-04', 'first use', ['log', 'log', 'log'], saw('navigate', 'claude.ai', {}, { firstUseToday: true })],
  ['AI-05', 'personal', ['justify', 'justify', 'warn'], saw('upload', plain, { mobile: 1 })],
  ['AI-05', 'a clean file', ['log', 'log', 'log'], saw('upload', plain, {}, { loggedToday: [] })],
  ['IP-01', 'a visit', ['warn', 'warn', 'warn'], saw('navigate', 'films.example'), { lists: [listed('piracy', 'films.example')] }],
  ['IP-01', 'a download', ['block', 'block', 'block'], saw('download', 'films.example'), { lists: [listed('piracy', 'films.example')] }],
  ['IP-02', 'a torrent', ['block', 'block', 'block'], saw('download', plain, {}, file('torrent'))],
  ['IP-03', 'a program', ['justify', 'justify', 'warn'], saw('download', plain, {}, file('executable'))],
  ['IP-04', 'a picture', ['justify', 'justify', 'justify'], saw('download', plain, {}, file('media'))],
  ['IP-04', 'a picture its rights information allows', ['log', 'log', 'log'], saw('download', plain, {}, { ...file('media'), rights: { decision: 'allow', duties: [] } })],
  ['IP-04', 'a picture without any rights information', ['justify', 'justify', 'justify'], saw('download', plain, {}, { ...file('media'), rights: { decision: 'unknown', duties: [] } })],
  ['IP-05', 'an upload', ['block', 'justify', 'warn'], saw('upload', 'unmark.example'), { lists: [listed('watermark', 'unmark.example')] }],
  ['IP-06', 'a download', ['justify', 'justify', 'warn'], saw('download', 'shelf.example'), { lists: [listed('sharing', 'shelf.example')] }],
  ['IP-07', 'a visit', ['justify', 'justify', 'warn'], saw('navigate', 'rip.example'), { lists: [listed('ripper', 'rip.example')] }],
  ['PR-01', 'a visit', ['block', 'justify', 'warn'], saw('navigate', 'cam.example'), { lists: [listed('dangerousProduct', 'cam.example')] }],
  ['PR-02', 'a visit', ['justify', 'warn', 'log'], saw('navigate', 'brand.example', {}, { loggedToday: [] }), { lists: [listed('chinaBrand', 'brand.example')] }],
  ['TR-01', 'an upload', ['block', 'justify', 'justify'], saw('upload', 'gofile.io', { mobile: 1 })],
  ['SE-01', 'a visit', ['block', 'block', 'warn'], saw('navigate', 'bank-example.com'), { lists: [listed('phishing', 'bank-example.com')] }],
  ['CI-01', 'encrypted', ['justify', 'justify', 'warn'], saw('upload', plain, {}, unread)],
  ['CI-01', 'encrypted, to generative AI', ['block', 'justify', 'warn'], saw('upload', 'claude.ai', {}, unread)],
  ['CI-01', 'encrypted, to a transfer site', ['block', 'justify', 'warn'], saw('upload', 'gofile.io', {}, unread)],
] // prettier-ignore

describe('what each class of organisation does on', () => {
  test.each(expected.map(([rule, what, wanted, seen, by]) => ({ rule, what, wanted, seen, by })))(
    '$rule, $what: $wanted',
    ({ rule, wanted, seen, by }) => {
      const of = (entityType: EntityType) =>
        judge(seen, settings({ ...by, entityType }), today).hits.find(({ ruleId }) => ruleId === rule)?.action
      expect([of('gov'), of('sng'), of('private')]).toEqual(wanted)
    },
  )
  test('every default and every escalation of every rule is among them', () => {
    for (const { id, escalations } of guardRules)
      expect(expected.filter(([rule]) => rule === id).length, id).toBeGreaterThanOrEqual(escalations.length)
  })
})

describe('beside the action a verdict says', () => {
  test('that the licence of material is asked for, only where a question is put', () => {
    const picture = saw('download', plain, {}, file('media'))
    expect(judge(picture, settings(), today).asks).toBe('licence')
    const off = [{ ruleId: 'IP-04', version: 1, enabled: true, action: 'log' as const }]
    expect(judge(picture, settings({ rules: off }), today)).not.toHaveProperty('asks')
    expect(judge(saw('download', plain), settings(), today)).not.toHaveProperty('asks')
  })
  test('what is said in passing', () => {
    expect(judge(saw('navigate', 'claude.ai', {}, { firstUseToday: true }), settings(), today)).toMatchObject({ action: 'log', tips: ['AI-04'] }) // prettier-ignore
    expect(judge(saw('upload', plain, {}, { loggedToday: [] }), settings(), today)).not.toHaveProperty('tips')
  })
  test('of equally strict rules the gravest first, and what speaks of the data before what speaks of the site', () => {
    expect(idsOf(saw('paste', 'claude.ai', { nationalId: 1, medicalRecord: 1 }))).toEqual(['PD-03', 'AI-01', 'PD-01']) // prettier-ignore
    expect(idsOf(saw('upload', plain, {}, unread))).toEqual(['CI-01', 'AI-05'])
  })
})
