import type { SampleRecord } from './sample.ts'

// prettier-ignore
const licences = [
  ['辦公室套裝軟體', 'software', '文淵軟體', 'subscription', 'PO-114-031', 45, 43, 250],
  ['端點防護軟體', 'software', '磐石資安', 'subscription', 'PO-114-018', 60, 52, 25],
  ['電腦輔助設計軟體', 'software', '規矩科技', 'perpetual', 'PO-112-007', 6, 8, undefined],
  ['模擬分析軟體', 'software', '規矩科技', 'subscription', 'PO-114-044', 3, 3, 140],
  ['弱點掃描軟體', 'software', '磐石資安', 'subscription', 'PO-114-020', 1, 1, 200],
  ['虛擬化平台', 'software', '雲棧系統', 'subscription', 'PO-113-090', 4, 4, -10],
  ['作業系統', 'software', '文淵軟體', 'oem', '隨機', 48, 48, undefined],
  ['資料庫', 'software', '開放原始碼社群', 'openSource', undefined, 0, 3, undefined],
  ['壓縮工具', 'software', '開放原始碼社群', 'openSource', undefined, 0, 40, undefined],
  ['企業黑體', 'font', '墨線字型', 'perpetual', 'PO-113-066', 5, 5, undefined],
  ['開源宋體', 'font', '開放字型計畫', 'openSource', undefined, 0, 12, undefined],
  ['展覽主視覺', 'image', '光影圖庫', 'permission', '授權書 114-09', 1, 1, 60],
  ['官網情境照片', 'image', '光影圖庫', 'subscription', 'PO-114-052', 1, 1, 75],
  ['簡介影片配樂', 'music', '和聲音樂', 'permission', '授權書 114-11', 1, 1, 300],
  ['簡報圖示', 'image', '圖示共筆', 'cc', undefined, 0, 1, undefined],
  ['差勤雲端服務', 'saas', '時序科技', 'subscription', 'PO-114-003', 50, 40, 200],
] as const

export const licenceRecords: readonly SampleRecord[] = licences.map(
  ([name, kind, vendor, licenceType, licenceRef, quantity, installed, end], index) => ({
    key: `licence.${index}`,
    type: 'licenseItem',
    day: 84,
    values: ({ day }) => ({
      name,
      kind,
      vendor,
      licenceType,
      ...(licenceRef === undefined ? {} : { licenceRef }),
      quantity: licenceType === 'openSource' || licenceType === 'cc' ? installed : quantity,
      installed,
      scopeText: licenceType === 'cc' ? '姓名標示後可重製、改作' : '限公司內部使用',
      startAt: day(300),
      ...(end === undefined ? {} : { endAt: day(-end) }),
    }),
  }),
)
