import type { FieldKind } from '../../../core/model/fields.ts'
import { cellDisplays } from './cell-displays.ts'
import ListDisplay from './list-display.svelte'
import type { Display } from './props.ts'

/** One display per field kind; a new kind does not compile until it can be shown. */
export const displays = { ...cellDisplays, list: ListDisplay } satisfies Record<FieldKind, Display>
