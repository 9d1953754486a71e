import type { SampleRecord } from './sample.ts'

interface File {
  readonly name: string
  readonly unit: number
  readonly purposes: readonly string[]
  readonly categories: readonly string[]
  readonly subjects: readonly string[]
  readonly identifiers: readonly string[]
  readonly quantity: string
  readonly basis: string
  readonly retention: string
  readonly notice: number
}

// prettier-ignore
const files: readonly File[] = [
  { name: '員工人事檔', unit: 3, purposes: ['002'], categories: ['C001', 'C003', 'C011'], subjects: ['employee'], identifiers: ['name', 'nationalId', 'birthDate', 'contact', 'education'], quantity: 'under100', basis: 'nonGov19-2', retention: '離職後 5 年', notice: 0 },
  { name: '薪資與扣繳檔', unit: 4, purposes: ['002'], categories: ['C001', 'C003'], subjects: ['employee'], identifiers: ['name', 'nationalId', 'finance'], quantity: 'under100', basis: 'nonGov19-1', retention: '離職後 5 年', notice: 0 },
  { name: '應徵者履歷', unit: 3, purposes: ['002'], categories: ['C001', 'C011'], subjects: ['applicant'], identifiers: ['name', 'contact', 'education', 'occupation'], quantity: 'from100', basis: 'nonGov19-2', retention: '應徵後 1 年', notice: 1 },
  { name: '客戶聯絡檔', unit: 7, purposes: ['069', '090'], categories: ['C001'], subjects: ['customer'], identifiers: ['name', 'contact', 'occupation'], quantity: 'from1000', basis: 'nonGov19-2', retention: '契約終止後 5 年', notice: 2 },
  { name: '電子報名單', unit: 7, purposes: ['040'], categories: ['C001'], subjects: ['customer', 'public'], identifiers: ['name', 'contact'], quantity: 'from5000', basis: 'nonGov19-5', retention: '取消訂閱時刪除', notice: 2 },
  { name: '訪客登記', unit: 6, purposes: ['116'], categories: ['C001'], subjects: ['public', 'supplier'], identifiers: ['name', 'contact'], quantity: 'from1000', basis: 'nonGov19-6', retention: '登記後 6 個月', notice: 2 },
]

const measures = ['staff', 'scope', 'risk', 'incident', 'procedures', 'dataSecurity', 'training', 'equipment', 'audit', 'records', 'improvement'] // prettier-ignore

/** Six files of personal data: two waiting for the improvement that a review asked for. */
export const piFileRecords: readonly SampleRecord[] = files.map((file, index) => ({
  key: `piFile.${index}`,
  type: 'piFile',
  day: 70 - index * 3,
  values: ({ id }) => ({
    name: file.name,
    unitId: id(`unit.${file.unit}`),
    purposes: file.purposes,
    categories: file.categories,
    subjects: file.subjects,
    identifiers: file.identifiers,
    quantityRange: file.quantity,
    medium: ['file', 'paper'],
    source: ['subject'],
    legalBasis: file.basis,
    noticeExemption: 'none',
    noticeId: id(`piNotice.${file.notice}`),
    retention: file.retention,
    afterRetention: '屆期由保管人提出銷毀申請，單位主管核可。',
    disposal: '紙本以碎紙機銷毀，電子檔以不可回復方式刪除。',
    access: '限業務承辦人與單位主管，依職務授權。',
    safeguards: measures.map((measure, place) =>
      (place + index) % 9 === 8
        ? { measure, adopted: false, note: '列入下季改善計畫。' }
        : { measure, adopted: true },
    ),
    publicDisclosure: false,
  }),
}))

const wordings: Readonly<Record<string, string>> = {
  agency: '晴嵐精密工業股份有限公司',
  purpose: '人事管理或客戶管理，依表單所載。',
  categories: '姓名、聯絡方式等，依表單欄位。',
  use: '於保存期限內，在臺灣由本公司相關單位以電子或紙本方式利用。',
  rights: '您可請求查詢、閱覽、複製、補充、更正、停止利用或刪除。',
  refusal: '您可選擇不提供，但可能無法完成相關作業。',
}

export const noticeRecords: readonly SampleRecord[] = ['員工個資告知聲明', '應徵者個資告知聲明', '客戶個資告知聲明'].map(
  (title, index) => ({
    key: `piNotice.${index}`,
    type: 'piNotice',
    day: 75,
    values: () => ({
      title,
      version: '1.0',
      consentKind: 'notice',
      // The third was written in a hurry: the register shows what it lacks.
      items: Object.entries(wordings)
        .filter(([item]) => index !== 2 || item !== 'refusal')
        .map(([item, wording]) => ({ item, wording })),
    }),
  }),
) // prettier-ignore

export const complianceRecords: readonly SampleRecord[] = [
  {
    key: 'complianceCheck.0',
    type: 'complianceCheck',
    day: 32,
    values: ({ id, day }) => ({
      title: '個資安全維護措施自評',
      template: 'pdpaMeasures',
      period: { from: day(32), to: day(2) },
      targets: [id('unit.3'), id('unit.7')],
      items: [
        { requirement: '界定個人資料之範圍', basis: '個資法施行細則 Art. 12 II (2)', method: 'document', answer: 'yes', evidence: { ids: [], text: '個資檔案清冊' } },
        { requirement: '事故之預防、通報及應變機制', basis: '個資法施行細則 Art. 12 II (4)', method: 'interview', answer: 'no', evidence: { ids: [], text: '通報聯絡名單未更新' }, note: '已請單位於兩週內更新。' },
        { requirement: '認知宣導及教育訓練', basis: '個資法施行細則 Art. 12 II (7)' },
      ],
      checkerId: id('person.1'),
      reviewerId: id('person.0'),
      nextAt: day(-330),
    }),
    steps: [{ day: 30, to: 'inProgress' }],
  },
] // prettier-ignore
