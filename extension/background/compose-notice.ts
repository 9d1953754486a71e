import { detectedTypes } from '../../core/detection/types.ts'
import { messageFor, type Locale } from '../../core/i18n/index.ts'
import type { Direction, Verdict } from '../../core/policy/verdict.ts'
import type { Ask, Button, Fact, NoticeView, ReasonField } from '../notices/view.ts'
import type { WorkRights } from './work-rights.ts'
import { askLicence } from './licence-ask.ts'
import type { Observed } from './observe.ts'

type Say = (key: string, params?: Readonly<Record<string, string | number>>) => string

export interface NoticeSubject {
  readonly hold: string
  readonly direction: Direction
  readonly organisation: string
  readonly verdict: Verdict
  readonly observed: Observed
  readonly fileCount: number
  /** Characters of the text among it. */
  readonly textLength?: number
  /** Downloads of works: what their page says of the rights in them. */
  readonly rights?: WorkRights
}

/** The question in the person's language: what was found, where it would go, by which rule, and what may be done. */
export function composeQuestion(subject: NoticeSubject, locale: Locale): NoticeView {
  const say = sayIn(locale)
  const { verdict, observed, direction } = subject
  const tone = verdict.action === 'block' ? 'block' : verdict.action === 'warn' ? 'warn' : 'justify'
  // A download is judged by what it is; that its bytes could not be read is a fact beside it, not the question.
  const unread =
    direction !== 'download' &&
    observed.cannotInspect !== undefined &&
    Object.keys(observed.counts).length === 0
  const icons = { block: 'octagon-x', warn: 'triangle-alert', justify: 'pen-line' } as const
  const lead = [
    unread && tone !== 'block'
      ? say('notice.cannotLead')
      : say(verdict.asks && tone !== 'block' ? 'licenceAsk.lead' : `channel.${direction}.${tone}Lead`),
    subject.fileCount > 1 ? say('notice.filesLead', { count: subject.fileCount }) : '',
  ]
  const plain = askFor(tone, direction, unread, say)
  const asksLicence = verdict.asks === 'licence' && tone !== 'block'
  const ask = asksLicence ? askLicence(verdict, subject.rights, plain, say) : plain
  const ownFooter = direction === 'download' || direction === 'navigate'
  return {
    ...frame(subject.hold, locale, subject.organisation),
    tone,
    chip: unread
      ? { icon: 'file-question-mark', text: say('notice.cannotChip') }
      : { icon: icons[tone], text: say(`actions.${tone}`) },
    title: titleOf(subject, tone, unread, say),
    lead: lead.join(''),
    facts: factsOf(subject, say),
    ...(ask ? { ask } : {}),
    buttons: buttonsFor(tone, direction, say, asksLicence),
    footer: ownFooter
      ? say(`channel.${direction}.${tone === 'block' ? 'blockFooter' : 'footer'}`)
      : say(tone === 'block' ? 'notice.blockFooter' : unread ? 'notice.cannotFooter' : 'notice.footer'),
    ...(direction === 'navigate' ? { cover: true } : {}),
  }
}

/** Shown while a check takes longer than a second. */
export function composeChecking(hold: string, direction: Direction, locale: Locale): NoticeView {
  const say = sayIn(locale)
  const text = say(`channel.${direction}.cancel`)
  const cancel: Button = { decision: 'cancel', text, key: 'Esc', primary: false }
  return {
    ...frame(hold, locale, ''),
    tone: 'calm',
    title: say(`channel.${direction}.checking`),
    lead: '',
    facts: [],
    buttons: [cancel],
    footer: '',
  }
}

/** Says that nothing was released, and why. */
export function composeFailure(
  hold: string,
  kind: 'interrupted' | 'notRecorded',
  locale: Locale,
): NoticeView {
  const say = sayIn(locale)
  const close: Button = { decision: 'cancel', text: say('notice.close'), key: 'Esc', primary: true }
  return {
    ...frame(hold, locale, ''),
    tone: 'warn',
    title: say(`notice.${kind}Title`),
    lead: say(`notice.${kind}Lead`),
    facts: [],
    buttons: [close],
    footer: say('notice.interruptedFooter'),
  }
}

/** Says that a download nobody but its page can give again has to be pressed once more, and will pass. */
export function composePressAgain(hold: string, locale: Locale): NoticeView {
  const say = sayIn(locale)
  const close: Button = { decision: 'cancel', text: say('pressAgain.close'), key: 'Esc', primary: true }
  return {
    ...frame(hold, locale, ''),
    tone: 'warn',
    chip: { icon: 'triangle-alert', text: say('pressAgain.chip') },
    title: say('pressAgain.title'),
    lead: say('pressAgain.lead'),
    facts: [],
    buttons: [close],
    footer: say('pressAgain.footer'),
  }
}

export const sayIn =
  (locale: Locale): Say =>
  (key, params) =>
    messageFor(key, params, locale)

function frame(hold: string, lang: Locale, organisation: string) {
  const say = sayIn(lang)
  const words = { working: say('notice.working'), unanswered: say('notice.unanswered') }
  return { hold, lang, brand: say('app.name'), organisation, words }
}

function titleOf(
  { observed, direction, verdict }: NoticeSubject,
  tone: string,
  unread: boolean,
  say: Say,
): string {
  if (unread) {
    const reason = say(`cannotInspect.${observed.cannotInspect ?? ''}`)
    const key = tone === 'block' ? `channel.${direction}.cannotBlockedTitle` : 'notice.cannotTitle'
    return say(key, { reason })
  }
  const types = listTypes(kindsOf(observed), say)
  if (verdict.asks && verdict.hits[0]?.ruleId === 'IP-04') return say('licenceAsk.title')
  // A rule about the site and not about the contents.
  if (!types) return say(`rules.${verdict.hits[0]?.ruleId ?? ''}.name`)
  const key = tone === 'block' ? 'blockedTitle' : 'foundTitle'
  return observed.people > 0
    ? say(`channel.${direction}.${key}`, { people: observed.people, types })
    : say(`channel.${direction}.${key}NoPeople`, { types })
}

/** `身分證字號、姓名與手機`; beyond three kinds, the first two and how many there are. */
export function listTypes(types: readonly string[], say: Say): string {
  const names = types.map((type) => say(`detected.${type}`))
  if (names.length > 3)
    return names.slice(0, 2).join(say('notice.listComma')) + say('notice.andMore', { count: names.length })
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : names.slice(0, -1).join(say('notice.listComma')) + say('notice.and') + last
}

function factsOf(
  { verdict, observed, fileCount, textLength, direction, rights }: NoticeSubject,
  say: Say,
): Fact[] {
  const category = verdict.category === 'unknown' ? '' : say(`siteCategory.${verdict.category}`)
  const standing = say(verdict.approved ? 'notice.approvedButNot' : 'notice.notApproved')
  const goes = [category, standing].filter(Boolean).join(say('notice.listComma'))
  const found = kindsOf(observed).map((type) => ({
    text: say('notice.count', { type: say(`detected.${type}`), count: observed.counts[type] ?? 0 }),
    samples: observed.samples[type] ?? [],
  }))
  const size = observed.sizeBytes < 0 ? say('channel.download.unknownSize') : sizeText(observed.sizeBytes)
  const file =
    fileCount > 1
      ? say('notice.files', { count: fileCount, size })
      : observed.fileExtension
        ? say('notice.oneFile', { extension: observed.fileExtension, size })
        : say('notice.oneFileNoExtension', { size })
  const text = textLength === undefined ? [] : [{ text: say('notice.text', { count: textLength }) }]
  const content = [...(fileCount > 0 ? [{ text: file }] : []), ...text]
  const reason = observed.cannotInspect && say(`cannotInspect.${observed.cannotInspect}`)
  return [
    { label: say(places[direction] ?? 'notice.to'), lines: [{ text: `${verdict.site}\u3000${goes}` }] },
    ...(found.length > 0 ? [{ label: say('notice.found'), lines: found }] : []),
    ...(reason ? [{ label: say('notice.reason'), lines: [{ text: reason }] }] : []),
    ...(content.length > 0
      ? [{ label: say(fileCount > 0 ? 'notice.file' : 'notice.content'), lines: content }]
      : []),
    ...(verdict.asks ? [{ label: say('licenceAsk.signals'), lines: signalLines(rights, say) }] : []),
    {
      label: say('notice.rule'),
      lines: ruleLines(
        verdict.hits.map(({ ruleId }) => ruleId),
        say,
      ),
    },
  ]
}

/** The rule that decides, with its law; the others by name, so that the answer stays in sight. */
function ruleLines([first = '', ...others]: readonly string[], say: Say): Fact['lines'] {
  const named = (ruleId: string): string => `${ruleId} ${say(`rules.${ruleId}.name`)}`
  const further = others.map(named).join(say('notice.listComma'))
  return [
    { text: named(first) },
    { text: say(`rules.${first}.basis`) },
    ...(further ? [{ text: further }] : []),
  ]
}

const places: Readonly<Partial<Record<Direction, string>>> = {
  download: 'channel.download.from',
  navigate: 'channel.navigate.site',
}

/** What the page says of the rights, and never that silence is free. */
function signalLines(rights: WorkRights | undefined, say: Say): Fact['lines'] {
  if (!rights || rights.status === 'noLicenceFound') return [{ text: say('licenceAsk.noSignals') }]
  const { name, status, duties } = rights
  const said = [...(name ? [name] : []), say(`rights.status.${status}`)].join('\u3000')
  const bound = duties.map((duty) => say(`rights.duties.${duty}`)).join(say('notice.listComma'))
  return [{ text: said }, ...(bound ? [{ text: say('licenceAsk.duties', { duties: bound }) }] : [])]
}

/** What was found in the order of the declaration: numbers that name a person first. */
const kindsOf = ({ counts }: Observed) => detectedTypes.filter((type) => counts[type] !== undefined)

function askFor(tone: string, direction: Direction, unread: boolean, say: Say): Ask | undefined {
  if (tone === 'warn') return undefined
  if (tone === 'block') {
    const reason = reasonField('exception', 20, say)
    const compensating: ReasonField = {
      ...reasonField('compensating', 1, say),
      tooShort: say('notice.compensatingMissing'),
    }
    const choices = [7, 30, 90].map((days) => ({ days, text: say(`notice.days${days}`) }))
    return { type: 'exception', reason, compensating, period: { label: say('notice.periodLabel'), choices } }
  }
  if (unread) return { type: 'reason', reason: reasonField('cannot', 10, say) }
  const reason = { ...reasonField('justify', 10, say), label: say(`channel.${direction}.justifyLabel`) }
  return { type: 'reason', reason }
}

function reasonField(kind: string, least: number, say: Say): ReasonField {
  return {
    label: say(`notice.${kind}Label`),
    placeholder: say(`notice.${kind}Placeholder`),
    minLength: least,
    maxLength: 500,
    // The notice fills the count in itself, at each key.
    tooShort: say('notice.tooShort', { count: '{count}', least }),
    fits: say('notice.fits', { count: '{count}' }),
  }
}

function buttonsFor(
  tone: 'warn' | 'justify' | 'block',
  direction: Direction,
  say: Say,
  asksLicence: boolean,
): Button[] {
  const words = (decision: string) => say(`channel.${direction}.${decision}`)
  const cancel: Button = { decision: 'cancel', text: words('cancel'), key: 'Esc', primary: true }
  const licence: Button = {
    decision: 'licence',
    text: say('licenceAsk.button'),
    icon: 'pen-line',
    key: 'L',
    primary: false,
  }
  if (asksLicence && tone === 'justify') return [cancel, licence]
  if (tone === 'warn')
    return [
      cancel,
      ...(asksLicence ? [licence] : []),
      { decision: 'proceed', text: words('proceed'), icon: 'send', key: 'P', primary: false },
    ]
  if (tone === 'justify')
    return [
      cancel,
      { decision: 'justify', text: words('justify'), icon: 'pen-line', key: 'J', primary: false },
    ]
  const request: Button = {
    decision: 'requestException',
    text: say('notice.requestException'),
    note: say('notice.exceptionRoute'),
    icon: 'send',
    key: 'E',
    primary: false,
  }
  return [cancel, request]
}

/** Said in passing: a bar at the edge of the page that asks nothing. */
export function composeTip(hold: string, ruleId: string, locale: Locale): NoticeView {
  const say = sayIn(locale)
  const close: Button = { decision: 'cancel', text: say('tip.close'), key: 'Esc', primary: false }
  return {
    ...frame(hold, locale, ''),
    tone: 'calm',
    title: say(`rules.${ruleId}.message`),
    lead: '',
    facts: [],
    buttons: [close],
    footer: '',
  }
}

export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(0)} KB`
  return `${(bytes / 1024 ** 2).toFixed(1)} MB`
}
