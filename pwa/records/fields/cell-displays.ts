import type { FieldKind } from '../../../core/model/fields.ts'
import AttachmentDisplay from './attachment-display.svelte'
import ComputedDisplay from './computed-display.svelte'
import JsonDisplay from './json-display.svelte'
import LibraryRefsDisplay from './library-refs-display.svelte'
import type { Display } from './props.ts'
import RefsDisplay from './refs-display.svelte'
import RichTextDisplay from './rich-text-display.svelte'
import TextDisplay from './text-display.svelte'
import WhenDisplay from './when-display.svelte'

/** Displays of everything a list's column may be. */
export const cellDisplays = {
  string: TextDisplay,
  text: TextDisplay,
  richText: RichTextDisplay,
  strings: TextDisplay,
  integer: TextDisplay,
  decimal: TextDisplay,
  score: TextDisplay,
  bool: TextDisplay,
  date: WhenDisplay,
  dateTime: WhenDisplay,
  dateRange: TextDisplay,
  choice: TextDisplay,
  choices: TextDisplay,
  choiceWithText: TextDisplay,
  ref: RefsDisplay,
  refs: RefsDisplay,
  refsWithText: RefsDisplay,
  libraryRef: TextDisplay,
  libraryRefs: LibraryRefsDisplay,
  json: JsonDisplay,
  attachment: AttachmentDisplay,
  ulid: TextDisplay,
  autoNumber: TextDisplay,
  computed: ComputedDisplay,
} satisfies Record<Exclude<FieldKind, 'list'>, Display>
