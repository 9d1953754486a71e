import { m } from '../../core/i18n/index.ts'
import type { Values } from '../../core/model/record-type.ts'
import type { Issue } from '../../core/model/validate.ts'
import { columnLabel, issueText } from '../../core/records/labels.ts'

/** What is wrong, with the row and column where the field is a table. */
export function issueLine(type: string, issue: Issue, values: Values): string {
  const text = issueText(issue)
  if (issue.row === undefined || issue.column === undefined) return text
  const rows = values[issue.field]
  const index = Array.isArray(rows) ? rows.findIndex((row: Values) => row['rowId'] === issue.row) : -1
  return m['recordsUi.rowIssue']({
    number: index + 1,
    column: columnLabel(type, issue.field, issue.column),
    text,
  })
}

/** Each different thing once, in one line. */
export const issueLines = (type: string, issues: readonly Issue[], values: Values): string =>
  issues
    .map((issue) => issueLine(type, issue, values))
    .filter((line, at, all) => all.indexOf(line) === at)
    .join(m['recordsUi.semicolon']())
