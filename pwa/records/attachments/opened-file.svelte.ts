import type { Attachment } from '../../../core/model/attachment.ts'
import { concat, type Bytes } from '../../../core/model/bytes.ts'
import { openAttachment, type NotOpened } from '../../../core/store/attachments/open-attachment.ts'
import type { Queries } from '../../../core/store/queries.ts'
import { previewKind, shownText, shownTextBytes } from './preview.ts'

/** A file brought back from its chunks, or why not. Nothing is shown of what was not checked whole. */
export type FileState =
  | { readonly type: 'closed' | 'opening' }
  | NotOpened
  | { readonly type: 'image'; readonly url: string }
  | { readonly type: 'text'; readonly text: string; readonly cut: boolean }
  | { readonly type: 'checked' }

export interface OpenedFile {
  readonly state: FileState
  readonly preview: () => Promise<void>
  /** The parts of the file, for a download. */
  readonly parts: () => Promise<readonly Bytes[] | undefined>
  readonly close: () => void
}

export function createOpenedFile(attachment: () => Attachment, queries: Pick<Queries, 'chunk'>): OpenedFile {
  let state = $state.raw<FileState>({ type: 'closed' })

  async function parts(): Promise<readonly Bytes[] | undefined> {
    close()
    state = { type: 'opening' }
    const opened = await openAttachment(attachment(), queries.chunk)
    state = opened.ok ? { type: 'checked' } : opened.error
    return opened.ok ? opened.value : undefined
  }
  function close(): void {
    if (state.type === 'image') URL.revokeObjectURL(state.url)
    state = { type: 'closed' }
  }
  return {
    get state() {
      return state
    },
    parts,
    async preview() {
      const bytes = await parts()
      if (!bytes) return
      const { mediaType, size } = attachment()
      const kind = previewKind(attachment())
      if (kind === 'image')
        state = { type: 'image', url: URL.createObjectURL(new Blob([...bytes], { type: mediaType })) }
      else if (kind === 'text')
        state = { type: 'text', text: shownText(concat(...bytes)), cut: size > shownTextBytes }
    },
    close,
  }
}
