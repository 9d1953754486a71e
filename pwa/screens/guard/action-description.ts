import { m } from '../../../core/i18n/index.ts'
import type { InboxItem } from '../../../core/projections/inbox-item.ts'
import { answerLabel, ruleName } from '../../live/labels.ts'

/** What a corrective action says of the event it comes from: rule, way, site, kinds and range, nothing else. */
export const actionDescription = (item: InboxItem): string =>
  m['inbox.actionDescription']({
    rule: item.ruleId,
    name: ruleName(item.ruleId),
    direction: answerLabel('webEvent', 'direction', item.direction),
    host: item.host,
    classes:
      item.dataClasses
        .map((kind) => answerLabel('webEvent', 'dataClasses', kind))
        .join(m['inbox.listSep']()) || '—',
    range: item.people || m['inbox.unknownPeople'](),
  })
