import { ok, problem, type Result } from '../../model/result.ts'
import { asBlob } from '../as-blob.ts'
import type { CommandFailure, CommandResults } from '../commands.ts'
import type { FileContents } from './blocks.ts'
import { importFile, type FileTaker } from './import-file.ts'
import type { Imported } from './imported.ts'
import { fileNameAt, writeFile } from './write-file.ts'

/** Files as commands. They are read and written for too long to keep others waiting: only what is taken takes a turn. */
export interface FileDesk {
  readonly write: (contents: FileContents) => Promise<Result<CommandResults['exportFile'], CommandFailure>>
  readonly read: (file: Blob) => Promise<Result<Imported, CommandFailure>>
}

export interface FileSite extends FileTaker {
  readonly progress: (done: number, all: number) => void
}

export function createFileDesk(site: FileSite): FileDesk {
  return {
    async write(contents) {
      const replica = site.replica()
      if (!replica) return problem('NoWorkspace')
      if (contents.what.type === 'lacking' && !replica.log.now()?.devices.has(contents.what.device))
        return problem('NoSuchDevice')
      const fileName = fileNameAt(replica.now())
      const file = await asBlob(writeFile(replica, contents))
      return site.replica() === replica ? ok({ fileName, file }) : problem('NoWorkspace')
    },
    async read(file) {
      try {
        return await importFile(site, file.stream(), site.progress)
      } catch (error) {
        // The file was moved or its disk taken out while it was read; what came before stands.
        if (!(error instanceof DOMException)) throw error
        return problem('FileUnreadable')
      }
    },
  }
}
