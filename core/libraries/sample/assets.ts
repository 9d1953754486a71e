import { chance } from './random.ts'
import { contactOf, headOf, unitCodes, unitCount } from './people.ts'
import type { SampleRecord } from './sample.ts'

interface Kind {
  readonly category: string
  readonly name: string
  readonly classification: 'public' | 'internal' | 'restricted' | 'confidential'
  readonly personal?: true
  readonly core?: true
}

/** What every unit has, and what only one of them has: 15 assets a unit. */
const everywhere: readonly Kind[] = [
  { category: 'hardware', name: '筆記型電腦', classification: 'internal' },
  { category: 'hardware', name: '桌上型電腦', classification: 'internal' },
  { category: 'hardware', name: '多功能事務機', classification: 'internal' },
  { category: 'software', name: '辦公室套裝軟體', classification: 'internal' },
  { category: 'software', name: '端點防護軟體', classification: 'internal' },
  { category: 'information', name: '單位共用資料夾', classification: 'restricted' },
  { category: 'information', name: '公文與簽呈', classification: 'restricted' },
  { category: 'people', name: '單位同仁', classification: 'internal' },
]
const own: Readonly<Record<string, readonly Kind[]>> = {
  SEC: kinds('software:弱點掃描軟體:restricted software:日誌分析平台:restricted information:風險評鑑紀錄:confidential information:資安事件紀錄:confidential information:ISMS 文件:internal service:資安監控服務:restricted hardware:日誌保存主機:restricted'),
  MGT: kinds('information:董事會議事錄:confidential information:經營計畫:confidential information:合約正本:restricted service:視訊會議服務:internal facility:會議室門禁:internal hardware:行動電話:restricted information:印鑑保管紀錄:confidential'),
  IT: kinds('ictSystem:企業資源規劃系統:confidential:core ictSystem:電子郵件系統:restricted:core ictSystem:官方網站:public hardware:虛擬化主機:confidential:core hardware:核心交換器:restricted:core facility:資訊機房:restricted:core service:雲端備份服務:confidential'),
  HR: kinds('information:人事資料:confidential:personal information:薪資資料:confidential:personal information:健康檢查報告:confidential:personal information:應徵者履歷:restricted:personal ictSystem:差勤系統:restricted:personal service:線上訓練平台:internal:personal information:教育訓練紀錄:internal:personal'),
  FIN: kinds('information:會計傳票:restricted information:銀行往來資料:confidential information:扣繳憑單:confidential:personal ictSystem:電子發票系統:restricted information:稅務申報資料:restricted service:網路銀行:confidential hardware:憑證載具:confidential'),
  RD: kinds('information:產品設計圖:confidential:core information:配方與製程參數:confidential:core ictSystem:原始碼管理系統:confidential:core software:電腦輔助設計軟體:restricted software:模擬分析軟體:restricted hardware:繪圖工作站:restricted information:專利申請文件:confidential'),
  MFG: kinds('ictSystem:製造執行系統:restricted:core hardware:可程式控制器:restricted:core hardware:人機介面:restricted hardware:工業交換器:restricted information:工單與排程:internal information:檢驗紀錄:restricted facility:廠區門禁:internal'),
  SAL: kinds('ictSystem:客戶關係管理系統:confidential:personal information:客戶名單:confidential:personal information:報價單:confidential information:經銷合約:restricted service:電子報服務:restricted:personal information:展覽名片:internal:personal hardware:展示平板:internal'),
} // prettier-ignore

/** 120 assets, kept by each unit's contact and answered for by its head. */
export const assetRecords: readonly SampleRecord[] = Array.from({ length: unitCount }, (_, unit) =>
  [...everywhere, ...(own[unitCodes[unit]!] ?? [])].map((kind, place) => assetOf(kind, unit, place)),
).flat()

function assetOf(kind: Kind, unit: number, place: number): SampleRecord {
  const invent = chance(100 * unit + place)
  const worth = { public: 1, internal: 2, restricted: 3, confidential: 4 }[kind.classification]
  const old = kind.category === 'hardware' && invent.between(0, 5) === 0
  return {
    key: `asset.${unit}.${place}`,
    type: 'asset',
    day: 88 - unit,
    values: ({ id, day }) => ({
      name: kind.name,
      category: kind.category,
      quantity: kind.category === 'hardware' && place < everywhere.length ? invent.between(2, 12) : 1,
      location: kind.category === 'service' ? '雲端' : invent.pick(['總部 3 樓', '總部 5 樓', '一廠', '二廠', '資訊機房']),
      ownerId: id(headOf(unit)),
      custodianId: id(contactOf(unit)),
      unitId: id(`unit.${unit}`),
      classification: kind.classification,
      confidentiality: worth,
      integrity: kind.core ? 4 : invent.between(2, 3),
      availability: kind.core ? 4 : invent.between(1, 3),
      legalCompliance: kind.personal ? 4 : invent.between(1, 2),
      containsPersonalData: kind.personal === true,
      isCore: kind.core === true,
      originRisk: place === 2 && unit === 6 ? 'cnBrand' : 'none',
      // A few were not counted for more than a year, and a few lose their support: that is what the register shows.
      lastInventoryAt: day(invent.between(0, 11) === 0 ? 410 : invent.between(90, 300)),
      ...(old ? { eosAt: day(-invent.between(20, 160)) } : {}),
      ...(kind.core ? { backup: '每日差異、每週完整，異地一份' } : {}),
    }),
  } // prettier-ignore
}

/** `category:name:classification[:core|personal]`, by spaces. */
function kinds(text: string): readonly Kind[] {
  return text.split(/ (?=[a-zA-Z]+:)/).map((line) => {
    const [category = '', name = '', classification, mark] = line.split(':')
    return {
      category,
      name,
      classification: classification as Kind['classification'],
      ...(mark === 'personal' ? { personal: true as const } : {}),
      ...(mark === 'core' ? { core: true as const } : {}),
    }
  })
}
