const singleSurnames =
  '陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴周徐蘇葉莊呂江何蕭羅高潘簡朱鍾彭游詹胡施沈余盧梁趙顏柯翁魏孫戴范方宋鄧杜傅侯曹薛丁卓阮馬董温溫唐藍石蔣古紀姚連馮歐程湯' +
  '田康姜汪白鄒尤巫鐘黎涂龔嚴韓袁金童陸夏柳凃邵錢伍倪溫于譚駱熊任甘秦顧毛章史官萬俞雷粘饒闕崔尹孔辜武辛陶易段龍韋葛池孟褚殷麥賀賈莫文管關向包丘梅華裴樊房全佘岳成秋耿' +
  '陈刘张杨许郑谢吴赖苏叶庄吕萧罗锺钟简颜卢赵孙邓冯汤邹龚严韩陆钱谭骆顾韦关'

/** Surnames of Taiwan by frequency, with the simplified forms that copied lists carry. */
export const surnames: ReadonlySet<string> = new Set(singleSurnames)
export const compoundSurnames: ReadonlySet<string> = new Set([
  '歐陽', '司徒', '諸葛', '上官', '司馬', '張簡', '范姜', '端木', '皇甫', '尉遲', '公孫', '慕容', '令狐', '東方', '夏侯', '鍾離', '長孫', '宇文', '獨孤', '南宮', '西門',
]) // prettier-ignore

/** Surnames that are as often a verb or a noun: alone before an honorific they are nobody (應向醫師…, 曾任教授). */
export const wordlikeSurnames: ReadonlySet<string> = new Set(
  '任向連曾章成文官段管關包于全房史何許方施游程時經時高金',
)

/** 個資法 protects the living (施行細則 Art. 2): names that laws and schools are full of. */
export const historicNames: ReadonlySet<string> = new Set(['孫中山', '蔣中正', '蔣經國', '孫逸仙'])

/** Titles of a profession or office; 先生 and 小姐 only ever follow a name. */
export const titles: ReadonlySet<string> = new Set([
  '醫師',
  '老師',
  '同學',
  '教授',
  '律師',
  '經理',
  '主任',
  '護理師',
])

/** What follows a title when it is the office that is meant: 律師公會, 醫師懲戒, 主任委員. */
export const afterOffice =
  /^(?:公會|懲戒|法|公證|考試|證書|執照|資格|業務|事務|事項|事會|級|檢察|委員|秘書|工程|行政|稽核|觀護|助理|會議|以上|一人|[一二三四五六七八九十]人|若干|、|或|及|，應|應|之)/

export const honorifics = [
  '先生',
  '小姐',
  '女士',
  '太太',
  '醫師',
  '老師',
  '同學',
  '教授',
  '律師',
  '經理',
  '主任',
  '護理師',
] as const

/** Occupations and offices that end like an honorific: nobody is named by them. */
export const notHonorifics = [
  '中醫師', '牙醫師', '西醫師', '獸醫師', '主任醫師', '住院醫師', '主治醫師', '專科醫師', '公職律師', '辯護律師', '義務律師', '導護老師', '級任老師', '代課老師', '全體老師', '全體同學',
  '副教授', '助理教授', '名譽教授', '客座教授', '兼任教授', '專任教授', '總經理', '副總經理', '副主任', '室主任', '班主任', '處主任', '任主任', '所主任', '系主任', '組主任', '各主任', '主任委員', '主任秘書', '主任檢察官', '主任工程師',
] as const // prettier-ignore

/** Words that begin like a surname and are read as names by surname lists alone. */
export const notNames: ReadonlySet<string> = new Set([
  '金額', '高雄', '方法', '程序', '時間', '黃金', '方案', '方式', '方向', '方面', '高中', '高職', '高級', '高度', '高考', '白天', '石油', '石門', '江西', '何時', '何人', '何種', '任何', '任務', '任用', '成立', '成員',
  '成績', '全部', '全國', '全體', '全名', '文件', '文號', '文字', '管理', '管道', '關係', '關於', '關閉', '向量', '包裝', '包含', '包括', '華語', '房屋', '房號', '全勤', '秋季', '夏季', '夏令', '馬上', '馬來', '連絡', '連結',
  '連續', '許可', '許多', '曾經', '曾任', '程式', '程度', '康復', '白色', '黃色', '藍色', '金融', '金門', '唐朝', '古蹟', '易於', '段落', '龍頭', '池塘', '麥片', '賀卡', '莫名', '史料', '史蹟', '官方', '官員', '章節', '毛利',
  '萬元', '雷射', '辛苦', '武器', '孔徑', '田徑', '田地', '施工', '施行', '余額', '簡介', '簡稱', '簡歷', '簡訊', '顏色', '葉片', '洪水', '周期', '周邊', '周年', '游泳', '游離', '宋體', '羅馬', '李子', '林業', '林地', '林務',
  '張數', '張貼', '王國', '楊桃', '謝謝', '蘇打', '高速', '丁類', '杜絕', '傅立', '董事', '董事長', '湯匙', '紀錄', '連帶', '程序員', '江河', '向上', '向下', '單位', '高階', '高層', '關防', '全銜', '成本', '成人', '文化', '文教', '文書',
  '方便', '施政', '何者', '何處', '任期', '任一', '白米', '金錢', '金屬', '石材', '馬達', '馬匹', '藍圖', '管制', '關稅', '關務', '包商', '華僑', '華裔', '全年', '全民', '成果', '成效', '連署', '許可證', '姓名', '電話', '合計', '總計', '小計', '不詳', '匿名', '保密', '以下', '無此',
]) // prettier-ignore
