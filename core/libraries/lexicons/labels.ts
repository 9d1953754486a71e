/**
 * Words that announce what stands beside or below them: labels in prose and forms, headers of columns.
 * Written with 台 and 分; 臺 and 份, letter case and full-width letters are folded when read.
 * A longer word shields a shorter one inside it (發票號碼 is not 號碼 of a phone).
 */
export const labels = {
  nationalId: [
    '身分證', '身分證號', '身分證號碼', '身分證字號', '身分證統一編號', '國民身分證統一編號', '身分證明文件號碼', '身分字號', '國民身分證', '證號',
    'national id', 'id number', 'id no', 'id card', 'identity card', 'identification number', 'roc id', 'national_id', 'id_number', 'idno', 'nationalid',
  ],
  residentId: [
    '居留證', '居留證號', '居留證號碼', '居留證統一證號', '統一證號', '外僑居留證', '外籍人士統一證號', '基資表號', '證號',
    'arc number', 'arc no', 'ui number', 'ui no', 'resident certificate', 'resident id', 'alien resident certificate', 'residentid',
  ],
  mobile: [
    '手機', '手機號碼', '手機電話', '行動電話', '行動電話號碼', '行動', '電話', '電話號碼', '聯絡電話', '連絡電話', '聯絡方式', '連絡方式', '緊急聯絡電話', '聯絡手機', '門號',
    'mobile', 'mobile phone', 'mobile no', 'cell', 'cellphone', 'cell phone', 'phone', 'phone number', 'phone no', 'telephone', 'tel', 'contact number',
  ],
  landline: ['電話', '電話號碼', '市話', '市內電話', '住家電話', '公司電話', '聯絡電話', '連絡電話', 'phone', 'phone number', 'telephone', 'tel'],
  email: ['電子郵件', '電子郵件信箱', '電子信箱', '電郵', '信箱', '郵件信箱', 'email', 'e-mail', 'mail', 'email address', 'e-mail address'],
  personName: [
    '姓名', '中文姓名', '英文姓名', '名字', '客戶姓名', '會員姓名', '員工姓名', '學生姓名', '申請人', '申請人姓名', '病患', '病患姓名', '病人姓名', '匯款人', '收件人', '收件人姓名',
    '寄件人', '聯絡人', '聯絡人姓名', '連絡人', '緊急聯絡人', '承辦人', '負責人', '代理人', '當事人', '被保險人', '要保人', '受益人', '保證人', '持卡人', '戶名', '家長姓名', '監護人',
    'name', 'full name', 'fullname', 'customer name', 'patient name', 'contact person', 'applicant', 'recipient',
  ],
  birthDate: ['出生', '出生日期', '出生年月日', '生日', 'birthday', 'birth date', 'date of birth', 'dob'],
  address: ['地址', '住址', '戶籍地址', '通訊地址', '聯絡地址', '居住地址', 'address'],
  passport: ['護照', '護照號碼', 'passport', 'passport no', 'passport number'],
  nhiCard: ['健保卡', '健保卡號', '健保卡號碼', '健保ic卡號', 'nhi card'],
  companyId: ['統一編號', '統編', '公司統編', '營利事業統一編號', '稅籍編號'],
  bankAccount: ['帳號', '銀行帳號', '匯款帳號', '戶頭', '帳戶', '匯款', 'account no', 'account number'],
  householdId: ['戶號', '戶口號碼'],
  plate: ['車牌', '車號', '車牌號碼', '牌照號碼'],
  creditCard: ['卡號', '信用卡', '信用卡號', '信用卡卡號', 'card number', 'credit card'],
  /** Numbers that are not personal: the nearest label wins over one farther away. */
  otherNumber: [
    '訂單', '訂單編號', '訂單號碼', '單號', '案號', '案件編號', '編號', '流水號', '序號', '型號', '料號', '產品編號', '商品編號', '發票', '發票號碼', '文號', '發文字號', '收文號',
    '條碼', '貨號', '批號', '追蹤碼', '物流單號', '版本', '金額', '總金額', '合計', '總計', '小計', '公司名稱', '商品名稱', '產品名稱', '檔名', '檔案名稱',
    'order no', 'order number', 'order id', 'invoice', 'invoice no', 'serial', 'serial no', 'tracking', 'tracking number', 'sku', 'part no', 'product id', 'version', 'file name', 'filename', 'username', 'user name', 'company name', 'product name', 'host name', 'hostname', 'domain name',
  ],
} as const // prettier-ignore
