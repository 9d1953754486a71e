import type { Field, FieldKind } from '../../core/model/fields.ts'

export interface Cell {
  readonly name: string
  readonly field: Field
  /** Takes the whole row of the ruled form. */
  readonly wide: boolean
}

/** Two fields share a row where both are short; a short one without a partner takes the row, so no cell is bare. */
export function formLayout(
  fields: Readonly<Record<string, Field>>,
  shown: (name: string) => boolean = () => true,
): readonly Cell[] {
  const cells: Cell[] = []
  let waiting: { readonly name: string; readonly field: Field } | undefined
  for (const [name, field] of Object.entries(fields)) {
    if (!shown(name)) continue
    if (needsRow(field)) {
      if (waiting) cells.push({ ...waiting, wide: true })
      waiting = undefined
      cells.push({ name, field, wide: true })
    } else if (waiting) {
      cells.push({ ...waiting, wide: false }, { name, field, wide: false })
      waiting = undefined
    } else waiting = { name, field }
  }
  if (waiting) cells.push({ ...waiting, wide: true })
  return cells
}

/** The cells by rows of the ruled form: what spans a row, such as a conflict, stands between rows and never in one. */
export function formRows(cells: readonly Cell[]): readonly (readonly Cell[])[] {
  const rows: Cell[][] = []
  for (const cell of cells) {
    const last = rows.at(-1)
    if (!cell.wide && last?.length === 1 && !last[0]?.wide) last.push(cell)
    else rows.push([cell])
  }
  return rows
}

/** Options up to this many stand side by side; more are a list to choose from. */
export const mostSegments = 5

const wideKinds: ReadonlySet<FieldKind> = new Set([
  'text',
  'richText',
  'strings',
  'list',
  'json',
  'attachment',
  'choices',
  'choiceWithText',
  'refs',
  'refsWithText',
  'libraryRefs',
  'dateRange',
])

function needsRow(field: Field): boolean {
  if (field.kind === 'choice') return field.options.length > 3 && field.options.length <= mostSegments
  if (field.kind === 'computed')
    return field.as === 'libraryRefs' || field.as === 'choices' || field.as === 'refs'
  return wideKinds.has(field.kind)
}
