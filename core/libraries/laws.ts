/**
 * Instruments a Taiwanese organisation starts its register of applicable laws with (O4.1.1). `appliesTo` holds
 * entity types, industries, `nonGov` for everyone outside government, or `all`. Whether one applies is for
 * the legal unit to confirm (P4.1.2).
 */
export const laws = [
  { id: 'LAW-CSMA', zh: '資通安全管理法', en: 'Cyber Security Management Act', appliesTo: ['gov', 'sng'] },
  {
    id: 'REG-CSMA-ER',
    zh: '資通安全管理法施行細則',
    en: 'Enforcement Rules of the CSMA',
    appliesTo: ['gov', 'sng'],
  },
  {
    id: 'REG-CSMA-LV',
    zh: '資通安全責任等級分級辦法',
    en: 'Regulations on Classification of Cyber Security Responsibility Levels',
    appliesTo: ['gov', 'sng'],
  },
  {
    id: 'REG-CSMA-IR',
    zh: '資通安全事件通報應變及演練辦法',
    en: 'Regulations on Notification, Response and Exercises of Cyber Security Incidents',
    appliesTo: ['gov', 'sng'],
  },
  {
    id: 'REG-CSMA-AU',
    zh: '資通安全維護計畫實施情形稽核辦法',
    en: 'Regulations on Audit of Cyber Security Maintenance Plan Implementation',
    appliesTo: ['gov', 'sng'],
  },
  {
    id: 'REG-CSMA-IS',
    zh: '資通安全情資分享辦法',
    en: 'Cyber Security Information Sharing Regulations',
    appliesTo: ['gov', 'sng'],
  },
  {
    id: 'REG-CSMA-OP',
    zh: '公務機關所屬人員辦理資通安全事項作業辦法',
    en: 'Regulations on Public Servants Handling Cyber Security Matters',
    appliesTo: ['gov'],
  },
  {
    id: 'REG-CSMA-PR',
    zh: '危害國家資通安全產品審查辦法',
    en: 'Regulations on Review of Products Endangering National Cyber Security',
    appliesTo: ['gov', 'sng'],
  },
  {
    id: 'GL-CN-PROD',
    zh: '各機關對危害國家資通安全產品限制使用原則',
    en: 'Principles restricting products endangering national cyber security',
    appliesTo: ['gov'],
  },
  { id: 'LAW-PDPA', zh: '個人資料保護法', en: 'Personal Data Protection Act', appliesTo: ['all'] },
  {
    id: 'LAW-PDPA-2025',
    zh: '個人資料保護法（114/11/11 修正，待施行）',
    en: 'PDPA amendment promulgated 2025-11-11 (not in force)',
    appliesTo: ['all'],
  },
  {
    id: 'REG-PDPA-ER',
    zh: '個人資料保護法施行細則',
    en: 'Enforcement Rules of the PDPA',
    appliesTo: ['all'],
  },
  {
    id: 'REF-PDPA-CODE',
    zh: '個人資料保護法之特定目的及個人資料之類別',
    en: 'Specific purposes and categories of personal data',
    appliesTo: ['all'],
  },
  {
    id: 'REG-PD-DIGITAL',
    zh: '數位經濟相關產業個人資料檔案安全維護管理辦法',
    en: 'Personal data file security rules for digital economy industries',
    appliesTo: ['digitalIndustry'],
  },
  {
    id: 'REG-PD-MFG',
    zh: '製造業及技術服務業個人資料檔案安全維護管理辦法',
    en: 'Personal data file security rules for manufacturing and technical services',
    appliesTo: ['manufacturing'],
  },
  {
    id: 'REG-PD-FIN',
    zh: '金融監督管理委員會指定非公務機關個人資料檔案安全維護辦法',
    en: 'FSC personal data file security rules',
    appliesTo: ['finance'],
  },
  {
    id: 'REG-PD-EC',
    zh: '網際網路零售業及網際網路零售服務平台業個人資料檔案安全維護計畫及業務終止後個人資料處理作業辦法',
    en: 'E-commerce personal data rules',
    appliesTo: ['ecommerce'],
  },
  { id: 'LAW-COPY', zh: '著作權法', en: 'Copyright Act', appliesTo: ['all'] },
  { id: 'LAW-TS', zh: '營業秘密法', en: 'Trade Secrets Act', appliesTo: ['all'] },
  { id: 'LAW-ESIGN', zh: '電子簽章法', en: 'Electronic Signatures Act', appliesTo: ['all'] },
  {
    id: 'LAW-CRIM36',
    zh: '中華民國刑法第三十六章 妨害電腦使用罪',
    en: 'Criminal Code ch. 36 Offences against computer use',
    appliesTo: ['all'],
  },
  {
    id: 'LAW-CRIM28',
    zh: '中華民國刑法 妨害秘密及洩密（第132、315-1、316至318-2條）',
    en: 'Criminal Code: disclosure of secrets',
    appliesTo: ['all'],
  },
  {
    id: 'LAW-SECRET',
    zh: '國家機密保護法',
    en: 'Classified National Security Information Protection Act',
    appliesTo: ['gov'],
  },
  { id: 'LAW-NSEC', zh: '國家安全法', en: 'National Security Act', appliesTo: ['all'] },
  { id: 'LAW-ARCH', zh: '檔案法', en: 'Archives Act', appliesTo: ['gov'] },
  { id: 'LAW-FOI', zh: '政府資訊公開法', en: 'Freedom of Government Information Law', appliesTo: ['gov'] },
  { id: 'LAW-TM', zh: '商標法', en: 'Trademark Act', appliesTo: ['all'] },
  { id: 'LAW-PAT', zh: '專利法', en: 'Patent Act', appliesTo: ['all'] },
  {
    id: 'LAW-COMM',
    zh: '通訊保障及監察法',
    en: 'Communication Security and Surveillance Act',
    appliesTo: ['all'],
  },
  { id: 'LAW-AI', zh: '人工智慧基本法', en: 'AI Basic Act', appliesTo: ['gov', 'all'] },
  {
    id: 'GL-GENAI',
    zh: '行政院及所屬機關（構）使用生成式AI參考指引',
    en: 'Executive Yuan guideline on generative AI use',
    appliesTo: ['gov'],
  },
  { id: 'LAW-TELE', zh: '電信管理法', en: 'Telecommunications Management Act', appliesTo: ['telecom'] },
  {
    id: 'REG-LISTED',
    zh: '上市上櫃公司資通安全管控指引',
    en: 'Cyber security guidelines for listed companies',
    appliesTo: ['listed'],
  },
  {
    id: 'REG-ICS',
    zh: '公開發行公司建立內部控制制度處理準則',
    en: 'Regulations on internal control systems of public companies',
    appliesTo: ['listed'],
  },
  {
    id: 'STD-27001',
    zh: 'ISO/IEC 27001:2022 （CNS 27001）',
    en: 'ISO/IEC 27001:2022',
    appliesTo: ['certified'],
  },
  { id: 'STD-27701', zh: 'ISO/IEC 27701', en: 'ISO/IEC 27701', appliesTo: ['privacyCertified'] },
  {
    id: 'CON-CONTRACT',
    zh: '契約與主管機關要求',
    en: 'Contracts and authority requirements',
    appliesTo: ['all'],
  },
] as const satisfies readonly Law[]

interface Law {
  readonly id: string
  readonly zh: string
  readonly en: string
  readonly appliesTo: readonly string[]
}

/** Ids of the instruments that suggest themselves for an organisation of this type in these industries. */
export function applicableLaws(entityType: string, industries: readonly string[]): readonly string[] {
  const traits = new Set(['all', entityType, ...(entityType === 'gov' ? [] : ['nonGov']), ...industries])
  return laws.filter((law) => law.appliesTo.some((trait) => traits.has(trait))).map((law) => law.id)
}
