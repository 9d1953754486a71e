import { messageFor } from '../../../core/i18n/index.ts'
import { newRowId, type RecordId } from '../../../core/model/ids.ts'
import type { Values } from '../../../core/model/record-type.ts'
import { addDays, type IsoDate } from '../../../core/model/roc-date.ts'
import type { GuardRule } from '../../../core/policy/rule.ts'

/** An adjustment of a rule, begun with what holds today: what changes and why, a person writes. */
export const ruleChange = (rule: GuardRule, today: IsoDate): Values => ({
  ruleId: rule.id,
  ruleVersion: rule.version,
  enabled: true,
  validFrom: today,
})

/** Days within which an own form without its notice is to be looked at again. */
const dueDays = 30

/** PD-08: what the law asks of an own form, as a compliance check that names the event it came from. */
export function checkDraft(host: string, event: RecordId, me: RecordId | undefined, today: IsoDate): Values {
  const row = (number: '' | '2') => ({
    rowId: newRowId(),
    requirement: messageFor(`guardRules.checkRequirement${number}`),
    basis: messageFor(`guardRules.checkBasis${number}`),
    method: 'system',
  })
  return {
    title: messageFor('guardRules.checkTitle', { host }),
    template: 'pdpaMeasures',
    period: { from: today, to: addDays(today, dueDays) },
    items: [row(''), row('2')],
    nextAt: addDays(today, dueDays),
    webEventId: event,
    ...(me === undefined ? {} : { checkerId: me }),
  }
}
