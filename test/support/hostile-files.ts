import { cpSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { lockedOffice } from '../unit/extraction/archives.ts'
import { inventPeople, workbookOf } from './invented-people.ts'

/** Files a guard must refuse to call clean; the reason in the words of the notice. */
export const hostileFiles = [
  ['機密.zip', '檔案有密碼'],
  ['薪資.xlsx', '檔案有密碼'],
  ['半份.xlsx', '檔案損毀或不完整'],
  ['炸彈.xlsx', '疑似壓縮炸彈'],
  ['文字.xlsx', '內容與副檔名不符'],
  ['空白.csv', '檔案是空的'],
  ['影像備份.csv', '檔案超過檢查上限'],
] as const

/** Writes them into a folder. The large one is sparse: 300 MB long, and next to nothing on the disk. */
export async function writeHostileFiles(folder: string): Promise<void> {
  const write = (name: (typeof hostileFiles)[number][0], bytes: Uint8Array | string) =>
    writeFileSync(join(folder, name), bytes)
  const whole = await workbookOf(inventPeople(9))
  cpSync(join(import.meta.dirname, '../fixtures/files/locked.zip'), join(folder, '機密.zip'))
  write('薪資.xlsx', lockedOffice())
  write('半份.xlsx', whole.subarray(0, whole.length / 2))
  write('炸彈.xlsx', bomb())
  write('文字.xlsx', inventPeople(9).map(({ nationalId }) => nationalId).join('\n')) // prettier-ignore
  write('空白.csv', '')
  write('影像備份.csv', '')
  truncateSync(join(folder, '影像備份.csv'), 300 * 1024 * 1024)
}

/** A few dozen kilobytes that unpack to 60 MB of one character. */
const bomb = (): Uint8Array =>
  zipSync({
    'xl/workbook.xml': strToU8('<workbook/>'),
    'xl/worksheets/sheet1.xml': new Uint8Array(60 * 1024 * 1024),
  })
