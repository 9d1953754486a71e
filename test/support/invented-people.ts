import writeWorkbook from 'write-excel-file/node'

export interface InventedPerson {
  readonly name: string
  readonly nationalId: string
  readonly mobile: string
  readonly email: string
}

const familyNames = ['陳', '林', '歐陽', '張', '李', '王', '吳', '劉', '蔡', '楊', '許', '鄭', '謝']
const givenNames = [
  '嵐山',
  '月湖',
  '雲嶺',
  '竹影',
  '松濤',
  '霧溪',
  '晴野',
  '星川',
  '石橋',
  '楓谷',
  '葦舟',
  '露華',
]

/** People who do not exist, with numbers whose check digits are right, so that only a real check lets them pass. */
export function inventPeople(count: number): readonly InventedPerson[] {
  return Array.from({ length: count }, (_, at) => ({
    name: `${familyNames[at % familyNames.length]}${givenNames[at % givenNames.length]}`,
    nationalId: nationalIdOf('A', `${1 + (at % 2)}${String(2_345_670 + at * 37).padStart(7, '0')}`),
    mobile: `09${String(12_345_678 + at * 7_919).slice(0, 8)}`,
    email: `person${at + 1}@example.com`,
  }))
}

/** Ministry of the Interior's rule: letter as two digits, weights 1 9 8 … 1, sum with the check digit divisible by 10. */
function nationalIdOf(letter: string, digits: string): string {
  const code = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'.indexOf(letter) + 10
  const all = [Math.floor(code / 10), code % 10, ...[...digits].map(Number)]
  const sum = all.reduce((total, digit, at) => total + digit * (at === 0 ? 1 : 10 - at), 0)
  return `${letter}${digits}${(10 - (sum % 10)) % 10}`
}

/** 客戶名單.xlsx: a real workbook with one sheet, a header row and one person a row. */
export async function workbookOf(people: readonly InventedPerson[]): Promise<Buffer> {
  const header = ['姓名', '身分證字號', '手機', '電子郵件'].map((value) => ({
    value,
    fontWeight: 'bold' as const,
  }))
  const rows = people.map((person) =>
    [person.name, person.nationalId, person.mobile, person.email].map((value) => ({ type: String, value })),
  )
  return await writeWorkbook([header, ...rows]).toBuffer()
}
