import { m, messageFor } from '../../../core/i18n/index.ts'
import type { DateDisplay } from '../../../core/model/roc-date.ts'
import { isMonth, type Month } from '../../../core/projections/guard-months.ts'
import { answerLabel, ruleName } from '../../live/labels.ts'
import type { Facet } from './inbox-view.ts'

export const facetText = (facet: Facet): string => messageFor(`triage.${facet}`)

/** One answer of a filter, as a person reads it. */
export function answerText(facet: Facet, answer: string): string {
  switch (facet) {
    case 'rule':
      return ruleName(answer) === answer ? answer : `${answer} ${ruleName(answer)}`
    case 'site':
    case 'profile':
      return answer === '' ? '—' : answer
    case 'category':
      return answerLabel('webEvent', 'category', answer)
    case 'class':
      return answerLabel('webEvent', 'dataClasses', answer)
    case 'action':
      return answerLabel('webEvent', 'action', answer)
    case 'decision':
      return answer === 'exceptionRequest'
        ? m['inbox.askedException']()
        : answerLabel('webEvent', 'userDecision', answer)
    case 'severity':
      return messageFor(`triage.severities.${answer}`)
    case 'age':
      return messageFor(`triage.ages.${answer}`)
  }
}

/** `115年11月` or `2026-11`. */
export function monthText(month: Month, display: DateDisplay): string {
  const [year = '', number = ''] = month.split('-')
  return display === 'roc'
    ? m['triage.month']({ year: Number(year) - 1911, month: Number(number) })
    : m['triage.month']({ year, month: number })
}

export const periodText = (period: string, display: DateDisplay): string =>
  isMonth(period)
    ? monthText(period, display)
    : messageFor(`triage.periods.${period === '' ? 'all' : period}`)
