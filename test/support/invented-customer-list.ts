import { utf8 } from '../../core/model/bytes.ts'
import { inventPeople } from './invented-people.ts'

/** Rows of a customer list, dense with personal data, up to so many UTF-8 bytes. */
export function inventedCsv(bytes: number): string {
  const header =
    '客戶編號,姓名,性別,身分證字號,行動電話,電子郵件,郵遞區號,通訊地址,客戶等級,建檔日期,累計金額,備註\n'
  const lines = inventPeople(20_000).map(
    ({ name, nationalId, mobile, email }, at) =>
      `C${10_000 + at},${name},${at % 2 ? '女' : '男'},${nationalId},${mobile},${email},110204,臺北市信義區市府路${(at % 300) + 1}號${(at % 12) + 1}樓之${(at % 4) + 1},一般會員,2026-0${(at % 9) + 1}-1${at % 9},${(at * 37) % 90_000},請於上班時間聯絡並以電子郵件寄送帳單\n`,
  )
  let text = header
  let length = utf8(header).length
  for (const line of lines) {
    length += utf8(line).length
    if (length > bytes) break
    text += line
  }
  return text
}
