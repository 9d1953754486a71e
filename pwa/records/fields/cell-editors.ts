import type { FieldKind } from '../../../core/model/fields.ts'
import AttachmentEditor from './attachment-editor.svelte'
import BoolEditor from './bool-editor.svelte'
import ChoiceEditor from './choice-editor.svelte'
import ChoiceWithTextEditor from './choice-with-text-editor.svelte'
import ChoicesEditor from './choices-editor.svelte'
import DateEditor from './date-editor.svelte'
import DateRangeEditor from './date-range-editor.svelte'
import DateTimeEditor from './date-time-editor.svelte'
import FixedEditor from './fixed-editor.svelte'
import JsonEditor from './json-editor.svelte'
import LibraryRefEditor from './library-ref-editor.svelte'
import LibraryRefsEditor from './library-refs-editor.svelte'
import NumberEditor from './number-editor.svelte'
import type { Editor } from './props.ts'
import RefEditor from './ref-editor.svelte'
import RefsEditor from './refs-editor.svelte'
import RefsWithTextEditor from './refs-with-text-editor.svelte'
import RichTextEditor from './rich-text-editor.svelte'
import ScoreEditor from './score-editor.svelte'
import StringEditor from './string-editor.svelte'
import StringsEditor from './strings-editor.svelte'
import TextEditor from './text-editor.svelte'

/** Editors of everything a list's column may be. A list itself needs these, so it stands apart. */
export const cellEditors = {
  string: StringEditor,
  text: TextEditor,
  richText: RichTextEditor,
  strings: StringsEditor,
  integer: NumberEditor,
  decimal: NumberEditor,
  score: ScoreEditor,
  bool: BoolEditor,
  date: DateEditor,
  dateTime: DateTimeEditor,
  dateRange: DateRangeEditor,
  choice: ChoiceEditor,
  choices: ChoicesEditor,
  choiceWithText: ChoiceWithTextEditor,
  ref: RefEditor,
  refs: RefsEditor,
  refsWithText: RefsWithTextEditor,
  libraryRef: LibraryRefEditor,
  libraryRefs: LibraryRefsEditor,
  json: JsonEditor,
  attachment: AttachmentEditor,
  ulid: FixedEditor,
  autoNumber: FixedEditor,
  computed: FixedEditor,
} satisfies Record<Exclude<FieldKind, 'list'>, Editor>
