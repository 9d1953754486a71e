import type { FieldKind } from '../../../core/model/fields.ts'
import { cellEditors } from './cell-editors.ts'
import ListEditor from './list-editor.svelte'
import type { Editor } from './props.ts'

/** One editor per field kind; a new kind does not compile until it has one. */
export const editors = { ...cellEditors, list: ListEditor } satisfies Record<FieldKind, Editor>
