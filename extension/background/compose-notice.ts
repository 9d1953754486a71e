import { detectedTypes } from '../../core/detection/types.ts'
import { messageFor, type Locale } from '../../core/i18n/index.ts'
import type { Verdict } from '../../core/policy/verdict.ts'
import type { Ask, Button, Fact, NoticeView, ReasonField } from '../notices/view.ts'
import type { Observed } from './observe.ts'

type Say = (key: string, params?: Readonly<Record<string, string | number>>) => string

export interface NoticeSubject {
  readonly hold: string
  readonly organisation: string
  readonly verdict: Verdict
  readonly observed: Observed
  readonly fileCount: number
}

/** The question in the person's language: what was found, where it would go, by which rule, and what may be done. */
export function composeQuestion(subject: NoticeSubject, locale: Locale): NoticeView {
  const say = sayIn(locale)
  const { verdict, observed } = subject
  const tone = verdict.action === 'block' ? 'block' : verdict.action === 'warn' ? 'warn' : 'justify'
  const unread = observed.cannotInspect !== undefined && Object.keys(observed.counts).length === 0
  const icons = { block: 'octagon-x', warn: 'triangle-alert', justify: 'pen-line' } as const
  const lead = [
    unread && tone !== 'block' ? say('notice.cannotLead') : say(`notice.${tone}Lead`),
    subject.fileCount > 1 ? say('notice.filesLead', { count: subject.fileCount }) : '',
  ]
  const ask = askFor(tone, unread, say)
  return {
    ...frame(subject.hold, locale, subject.organisation),
    tone,
    chip: unread
      ? { icon: 'file-question-mark', text: say('notice.cannotChip') }
      : { icon: icons[tone], text: say(`actions.${tone}`) },
    title: titleOf(observed, tone, unread, say),
    lead: lead.join(''),
    facts: factsOf(subject, say),
    ...(ask ? { ask } : {}),
    buttons: buttonsFor(tone, say),
    footer: say(tone === 'block' ? 'notice.blockFooter' : unread ? 'notice.cannotFooter' : 'notice.footer'),
  }
}

/** Shown while a check takes longer than a second. */
export function composeChecking(hold: string, locale: Locale): NoticeView {
  const say = sayIn(locale)
  const cancel: Button = { decision: 'cancel', text: say('notice.cancel'), key: 'Esc', primary: false }
  return {
    ...frame(hold, locale, ''),
    tone: 'calm',
    title: say('notice.checking'),
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

export const sayIn =
  (locale: Locale): Say =>
  (key, params) =>
    messageFor(key, params, locale)

function frame(hold: string, lang: Locale, organisation: string) {
  const say = sayIn(lang)
  const words = { working: say('notice.working'), unanswered: say('notice.unanswered') }
  return { hold, lang, brand: say('app.name'), organisation, words }
}

function titleOf(observed: Observed, tone: string, unread: boolean, say: Say): string {
  if (unread) {
    const reason = say(`cannotInspect.${observed.cannotInspect ?? ''}`)
    return say(tone === 'block' ? 'notice.cannotBlockedTitle' : 'notice.cannotTitle', { reason })
  }
  const types = listTypes(kindsOf(observed), say)
  const key = tone === 'block' ? 'blockedTitle' : 'foundTitle'
  return observed.people > 0
    ? say(`notice.${key}`, { people: observed.people, types })
    : say(`notice.${key}NoPeople`, { types })
}

/** `身分證字號、姓名與手機`; beyond three kinds, the first two and how many there are. */
export function listTypes(types: readonly string[], say: Say): string {
  const names = types.map((type) => say(`detected.${type}`))
  if (names.length > 3)
    return names.slice(0, 2).join(say('notice.listComma')) + say('notice.andMore', { count: names.length })
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : names.slice(0, -1).join(say('notice.listComma')) + say('notice.and') + last
}

function factsOf({ verdict, observed, fileCount }: NoticeSubject, say: Say): Fact[] {
  const category = verdict.category === 'unknown' ? '' : say(`siteCategory.${verdict.category}`)
  const standing = say(verdict.approved ? 'notice.approvedButNot' : 'notice.notApproved')
  const goes = [category, standing].filter(Boolean).join(say('notice.listComma'))
  const found = kindsOf(observed).map((type) => ({
    text: say('notice.count', { type: say(`detected.${type}`), count: observed.counts[type] ?? 0 }),
    samples: observed.samples[type] ?? [],
  }))
  const size = sizeText(observed.sizeBytes)
  const file =
    fileCount > 1
      ? say('notice.files', { count: fileCount, size })
      : observed.fileExtension
        ? say('notice.oneFile', { extension: observed.fileExtension, size })
        : say('notice.oneFileNoExtension', { size })
  const reason = observed.cannotInspect && say(`cannotInspect.${observed.cannotInspect}`)
  return [
    { label: say('notice.to'), lines: [{ text: `${verdict.site}\u3000${goes}` }] },
    ...(found.length > 0 ? [{ label: say('notice.found'), lines: found }] : []),
    ...(reason ? [{ label: say('notice.reason'), lines: [{ text: reason }] }] : []),
    { label: say('notice.file'), lines: [{ text: file }] },
    {
      label: say('notice.rule'),
      lines: verdict.hits.flatMap(({ ruleId }) => [
        { text: `${ruleId} ${say(`rules.${ruleId}.name`)}` },
        { text: say(`rules.${ruleId}.basis`) },
      ]),
    },
  ]
}

/** What was found in the order of the declaration: numbers that name a person first. */
const kindsOf = ({ counts }: Observed) => detectedTypes.filter((type) => counts[type] !== undefined)

function askFor(tone: string, unread: boolean, say: Say): Ask | undefined {
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
  return { type: 'reason', reason: reasonField(unread ? 'cannot' : 'justify', 10, say) }
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

function buttonsFor(tone: 'warn' | 'justify' | 'block', say: Say): Button[] {
  const cancel: Button = { decision: 'cancel', text: say('notice.cancel'), key: 'Esc', primary: true }
  if (tone === 'warn')
    return [
      cancel,
      { decision: 'proceed', text: say('notice.proceed'), icon: 'send', key: 'P', primary: false },
    ]
  if (tone === 'justify')
    return [
      cancel,
      { decision: 'justify', text: say('notice.justify'), icon: 'pen-line', key: 'J', primary: false },
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

export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(0)} KB`
  return `${(bytes / 1024 ** 2).toFixed(1)} MB`
}
