import { m } from '../../core/i18n/index.ts'
import { isFilled } from '../../core/model/conditions.ts'
import { newRowId } from '../../core/model/ids.ts'
import type { RecordType, Values } from '../../core/model/record-type.ts'
import { recordType } from '../../core/records/index.ts'
import { optionLabel } from '../../core/records/labels.ts'

/**
 * What else an answer fills in: a template chosen for a check that has no items yet brings its own, in the person's
 * language, each with its article. Items that are there already are never touched.
 */
export function broughtAlong(type: RecordType, field: string, value: unknown, values: Values): Values {
  if (type.key !== 'complianceCheck' || field !== 'template' || isFilled(values['items'])) return {}
  const items = templates[String(value)]?.()
  return items ? { items } : {}
}

/** Templates whose items a law lists one by one. */
const templates: Readonly<Record<string, (() => readonly Values[]) | undefined>> = {
  /** 個資法施行細則 Art. 12(2), items 1 to 11. */
  pdpaMeasures: () => {
    const safeguards = recordType('piFile')?.fields['safeguards']
    const measure = safeguards?.kind === 'list' ? safeguards.columns['measure'] : undefined
    return (measure?.kind === 'choice' ? measure.options : []).map((option, at) => ({
      rowId: newRowId(),
      requirement: optionLabel('piFile', 'safeguards', option, undefined, 'measure'),
      basis: m['recordsUi.measureBasis']({ item: at + 1 }),
    }))
  },
}
