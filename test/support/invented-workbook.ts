import { strToU8, zipSync } from 'fflate'
import type { Bytes } from '../../core/model/bytes.ts'
import { inventPeople, type InventedPerson } from './invented-people.ts'

const header = ['客戶編號', '姓名', '身分證字號', '行動電話', '電子郵件', '通訊地址', '建檔日期', '累計金額']
const sampleRows = 4_000

/** A customer list of about so many packed bytes, written as spreadsheets write it: a sheet and a shared string table. */
export function inventedWorkbook(bytes: number): Bytes {
  const sample = workbookOf(sampleRows)
  return workbookOf(Math.ceil((sampleRows * bytes) / sample.length))
}

function workbookOf(count: number): Bytes {
  const strings = new Map<string, number>()
  const indexOf = (text: string): number => {
    const index = strings.get(text) ?? strings.size
    strings.set(text, index)
    return index
  }
  const rows = [header, ...inventPeople(count).map(fieldsOf)].map((cells, row) => {
    const written = cells.map((cell, column) => {
      const reference = `${String.fromCharCode(65 + column)}${row + 1}`
      return typeof cell === 'number'
        ? `<c r="${reference}" s="2"><v>${cell}</v></c>`
        : `<c r="${reference}" s="1" t="s"><v>${indexOf(cell)}</v></c>`
    })
    return `<row r="${row + 1}" spans="1:${cells.length}">${written.join('')}</row>`
  })
  const texts = [...strings.keys()].map((text) => `<si><t>${text}</t></si>`)
  return new Uint8Array(
    zipSync({
      '[Content_Types].xml': strToU8('<Types/>'),
      'xl/workbook.xml': strToU8('<workbook><sheets><sheet name="客戶" sheetId="1"/></sheets></workbook>'),
      'xl/sharedStrings.xml': strToU8(`<sst>${texts.join('')}</sst>`),
      'xl/worksheets/sheet1.xml': strToU8(`<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`),
    }),
  )
}

const fieldsOf = ({ name, nationalId, mobile, email }: InventedPerson, at: number): (string | number)[] => [
  `C${100_000 + at}`,
  name,
  nationalId,
  mobile,
  email,
  `臺北市信義區市府路${(at % 300) + 1}號${(at % 12) + 1}樓之${(at * 7) % 1000}`,
  // Days as spreadsheets count them.
  44_000 + ((at * 31) % 2000),
  (at * 7_919) % 900_001,
]
