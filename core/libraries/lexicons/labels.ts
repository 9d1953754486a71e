/**
 * Words that announce what stands beside or below them: labels in prose and forms, headers of columns.
 * Written with 台 and 分; 臺 and 份, letter case and full-width letters are folded when read.
 * A longer word shields a shorter one inside it (發票號碼 is not 號碼 of a phone).
 */
export const labels = {
  nationalId: [
    '身分證', '身分證號', '身分證號碼', '身分證字號', '身分證統一編號', '國民身分證統一編號', '身分證明文件號碼', '身分字號', '國民身分證', '證號', '身分證明號碼', '身分證件號碼',
    'national id', 'national id no', 'national id number', 'id number', 'id no', 'id card', 'identity card', 'identification number', 'roc id', 'national_id', 'id_number', 'idno', 'nationalid',
  ],
  residentId: [
    '居留證', '居留證號', '居留證號碼', '居留證統一證號', '統一證號', '外僑居留證', '外籍人士統一證號', '基資表號', '證號',
    'arc number', 'arc no', 'ui number', 'ui no', 'resident certificate', 'resident id', 'alien resident certificate', 'residentid',
  ],
  mobile: [
    '手機', '手機號碼', '手機電話', '行動電話', '行動電話號碼', '行動', '電話', '電話號碼', '聯絡電話', '連絡電話', '聯絡方式', '連絡方式', '緊急聯絡電話', '聯絡手機', '門號',
    'mobile', 'mobile phone', 'mobile no', 'cell', 'cellphone', 'cell phone', 'phone', 'phone number', 'phone no', 'telephone', 'tel', 'contact number',
  ],
  landline: [
    '電話', '電話號碼', '市話', '市內電話', '住家電話', '住宅電話', '家用電話', '公司電話', '聯絡電話', '連絡電話', '緊急聯絡電話', '日間電話', '夜間電話', '傳真', '傳真號碼', '分機',
    'phone', 'phone number', 'phone no', 'telephone', 'tel', 'fax', 'landline', 'home phone', 'office phone', 'contact number',
  ],
  email: ['電子郵件', '電子郵件信箱', '電子信箱', '電郵', '信箱', '郵件信箱', 'email', 'e-mail', 'mail', 'email address', 'e-mail address'],
  personName: [
    '姓名', '中文姓名', '英文姓名', '名字', '客戶姓名', '會員姓名', '員工姓名', '學生姓名', '申請人', '申請人姓名', '病患', '病患姓名', '病人姓名', '匯款人', '收件人', '收件人姓名',
    '寄件人', '聯絡人', '聯絡人姓名', '連絡人', '緊急聯絡人', '承辦人', '負責人', '代理人', '當事人', '被保險人', '要保人', '受益人', '保證人', '持卡人', '戶名', '家長姓名', '監護人',
    'name', 'full name', 'fullname', 'customer name', 'patient name', 'contact person', 'applicant', 'recipient',
  ],
  birthDate: [
    '出生', '出生日期', '出生年月日', '出生日', '出生年月', '生日', '生年月日', '誕生日', '生於', '出生於',
    'birthday', 'birth date', 'birthdate', 'date of birth', 'dob', 'born', 'born on', 'd.o.b.',
  ],
  address: [
    '地址', '住址', '戶籍地址', '通訊地址', '通訊處', '聯絡地址', '居住地址', '戶籍地', '居住地', '住居所', '現居地', '寄送地址', '收件地址', '帳單地址', '住所',
    'address', 'home address', 'mailing address', 'shipping address', 'billing address', 'residence',
  ],
  passport: ['護照', '護照號碼', '護照號', '護照編號', 'passport', 'passport no', 'passport no.', 'passport number', 'passport id', 'passportno'],
  nhiCard: [
    '健保卡', '健保卡號', '健保卡號碼', '健保卡卡號', '健保ic卡', '健保ic卡號', '全民健康保險卡號', '健保卡片號碼',
    'nhi card', 'nhi card no', 'nhi card number', 'nhi no', 'nhi number', 'health insurance card', 'health insurance card number', 'health card number',
  ],
  companyId: [
    '統一編號', '統編', '公司統編', '公司統一編號', '營利事業統一編號', '稅籍編號', '扣繳單位統一編號', '買方統編', '賣方統編',
    'tax id', 'tax id number', 'ubn', 'vat number', 'business number', 'company id', 'uniform number', 'gui number',
  ],
  bankAccount: [
    '帳號', '帳戶號碼', '銀行帳號', '銀行帳戶', '匯款帳號', '匯款帳戶', '轉帳帳號', '存款帳號', '郵局帳號', '局帳號', '薪轉帳戶', '薪資帳戶', '撥款帳號', '入帳帳號', '受款帳號', '戶頭', '帳戶', '匯款', '虛擬帳號',
    'account no', 'account no.', 'account number', 'bank account', 'bank account no', 'bank account number', 'account',
  ],
  householdId: ['戶號', '戶口號碼', '戶口名簿戶號', '戶籍號碼', 'household id', 'household no', 'household number'],
  plate: [
    '車牌', '車號', '車牌號', '車牌號碼', '牌照', '牌照號碼', '汽車車號', '機車車號', '車籍號碼', '車輛號碼',
    'license plate', 'licence plate', 'plate', 'plate no', 'plate number', 'license plate number', 'car plate', 'vehicle number', 'vehicle registration',
  ],
  creditCard: [
    '卡號', '信用卡', '信用卡號', '信用卡號碼', '信用卡卡號', '簽帳卡號', '金融卡號', '扣款卡號', '刷卡卡號',
    'card number', 'card no', 'credit card', 'credit card number', 'credit card no', 'debit card', 'cardno', 'cardnumber', 'pan',
  ],
  iban: ['國際銀行帳號', 'iban', 'iban no', 'iban number'],
  ipAddress: ['ip位址', 'ip 位址', 'ip地址', '網路位址', '來源ip', '來源 ip', '使用者ip', '登入ip', 'ip', 'ip address', 'client ip', 'source ip', 'remote addr'],
  /** 個資法 Art. 6; 施行細則 Art. 4. What follows one of these is special only with a value, and with a person in the record. */
  medicalRecord: [
    '病歷', '病歷號', '病歷號碼', '病歷內容', '病歷摘要', '診斷', '診斷結果', '診斷名稱', '主診斷', '次診斷', '臨床診斷', '出院診斷', '疾病診斷', '病名', '疾病名稱', '傷病名稱', '病史', '過去病史', '主訴', '病情', '症狀', '處方', '用藥', '用藥紀錄', '處方用藥',
    '手術名稱', '手術紀錄', '過敏史', '藥物過敏', '障礙類別', '身心障礙類別', '傳染病', '就醫紀錄', '就診紀錄', '重大傷病', '疾病代碼', '診斷碼',
    'diagnosis', 'diagnoses', 'medical record', 'medical record no', 'medical record number', 'mrn', 'medical history', 'prescription', 'medication', 'icd', 'icd10', 'icd-10', 'icd code', 'icd-10 code', 'allergies', 'chief complaint',
  ],
  healthExam: [
    '健檢', '健檢結果', '健康檢查', '健康檢查結果', '體檢', '體檢結果', '檢驗結果', '檢驗值', '檢查結果', '血壓', '收縮壓', '舒張壓', '血糖', '空腹血糖', '飯前血糖', '飯後血糖', '糖化血色素', '膽固醇', '總膽固醇', '三酸甘油酯', '尿酸', '肌酸酐', '尿蛋白',
    '血紅素', '白血球', '血小板', '肝功能', '腎功能', '身體質量指數', 'b型肝炎', 'c型肝炎', '愛滋病毒', '心電圖', '胸部x光', '腰圍', '視力',
    'blood pressure', 'blood glucose', 'fasting glucose', 'cholesterol', 'triglyceride', 'triglycerides', 'bmi', 'hba1c', 'hdl', 'ldl', 'sgot', 'sgpt', 'got(ast)', 'gpt(alt)', 'hbsag', 'creatinine', 'uric acid', 'hemoglobin', 'health check', 'health examination', 'lab result', 'lab results',
  ],
  genetic: [
    '基因', '基因檢測', '基因檢測結果', '基因檢查', '基因型', '基因變異', '基因突變', '遺傳檢測', '染色體檢查', '染色體', '帶因', '帶因者', 'dna檢測', 'dna 檢測', 'dna鑑定結果',
    'genotype', 'genetic test', 'genetic testing', 'genetic test result', 'gene variant', 'mutation', 'brca1', 'brca2', 'karyotype',
  ],
  sexLife: ['性生活', '性傾向', '性取向', '性伴侶', '性伴侶數', '性行為史', '性經驗', '性病史', '性病', 'sexual orientation', 'sex life', 'sexual history', 'sexual partners'],
  criminalRecord: [
    '前科', '犯罪前科', '前科紀錄', '前科資料', '犯罪紀錄', '刑案紀錄', '刑事紀錄', '刑事案件紀錄', '良民證', '罪名', '刑期', '判決結果', '判刑', '判處', '緩起訴', '緩起訴處分',
    'criminal record', 'criminal history', 'conviction', 'convictions', 'offence', 'offense', 'sentence',
  ],
  secretKey: [
    '密碼', '登入密碼', '預設密碼', '使用者密碼', '管理者密碼', '通行碼', '金鑰', '私鑰', '存取金鑰', 'api 金鑰', 'api金鑰', '權杖',
    'password', 'passwd', 'pwd', 'passphrase', 'api key', 'apikey', 'secret', 'secret key', 'client secret', 'access key', 'secret access key', 'access token', 'auth token', 'private key', 'account key', 'db password', 'token', 'accountkey',
  ],
  confidentialMark: [
    '密等', '密等及解密條件或保密期限', '機密等級', '文件等級', '文件機密等級', '資訊等級', '保密等級', '文件密等', '機密性等級', '資料等級', '機敏等級',
    'classification', 'confidentiality', 'confidentiality level', 'security classification', 'sensitivity',
  ],
  /** Numbers that are not personal: the nearest label wins over one farther away. */
  otherNumber: [
    '訂單', '訂單編號', '訂單號碼', '單號', '案號', '案件編號', '編號', '流水號', '序號', '型號', '料號', '產品編號', '商品編號', '發票', '發票號碼', '文號', '發文字號', '收文號',
    '條碼', '郵遞區號', '學號', '員工編號', '客戶編號', '會員編號', '傳票號碼', '票號', '保單號碼', '契約編號', '合約編號', '計畫編號', '財產編號', '文件編號', '表單編號', '條碼號', '貨號', '批號', '追蹤碼', '物流單號', '版本', '金額', '總金額', '合計', '總計', '小計', '公司名稱', '商品名稱', '產品名稱', '檔名', '檔案名稱',
    'order no', 'order number', 'order id', 'invoice', 'invoice no', 'serial', 'serial no', 'tracking', 'tracking number', 'sku', 'part no', 'product id', 'version', 'mac address', 'user id', 'employee id', 'postal code', 'zip code', 'file name', 'filename', 'username', 'user name', 'company name', 'product name', 'host name', 'hostname', 'domain name',
  ],
} as const // prettier-ignore
