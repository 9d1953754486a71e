/** Characters that make up about half of any Chinese text, in traditional and simplified writing. */
const frequent = new Set(
  '的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經十三之進著等部度家電力裡如水化高自二理起小物現實加量都兩體制機當使點從業本去把性好應開它合還因由其些然前外天政四日那社義事平形相全表間樣與關各重新線內數正心反你明看原又麼利比或但質氣第向道命此變條只沒結解問意建月公無系軍很情者最立代想已通並提直題黨程展五果料象員革位入常文總次品式活設及管特件長求老頭基資邊流路級少圖山統接知較將組見計別她手角期根論運農指幾九區強放決西被幹做必戰先回則任取據處隊南給色光門即保治北造百規熱領七海口東導器壓志世金增爭濟階油思術極交受聯什認六共權收證改清己美再採轉更單風切打白教速花帶安場身車例真務具萬每目至達走積示議聲報鬥完類八離華名確才科張信馬節話米整空元況今集溫傳土許步群廣石記需段研界拉林律叫且究觀越織裝影算低持音眾書布復容兒須際商非驗連斷深難近礦千週委素技備半辦青省列習響約支般史感勞便團往酸歷市克何除消構府稱太準精值號率族維劃選標寫存候毛親快效斯院查江型眼王按格養易置派層片始卻專狀育廠京識適屬圓包火住調滿縣局照參紅細引聽該鐵價嚴' +
    '这个为国来们对会发动产种后学经进着业应开还实电里现加两体机当点从间样与关线数内气变条没问无军题党总设长头资边级图统将组见计别论运农几区强决战则处队给门规热领东导压济阶术极联认权证单风带场车务万达积议声报斗类离华确张马节话况温传许广记观织装众书复儿际验连断难矿习响约团历构称准号维划选标写亲养层状专厂识适属圆满县红细听铁价严姓名电话地址手机号码备注客户员' +
    '姓名身份證字號電話手機號碼地址出生日期備註編號客戶會員性別男女單位郵遞區台臺北市縣鄉鎮村里鄰巷弄樓姐陳林黃李吳劉蔡楊許鄭謝郭洪邱曾廖賴徐周葉蘇莊呂',
)
const sampleBytes = 64 * 1024

export type ChineseEncoding = 'big5' | 'gb18030' | 'utf-16le' | 'utf-16be'

/** Which of the two a text that is not UTF-8 is in, or neither. Samples at most 64 KiB. */
export const big5OrGb18030 = (bytes: Uint8Array): ChineseEncoding | undefined =>
  mostPlausible(bytes, ['big5', 'gb18030'])

/** The same where the bytes may also be UTF-16 without a mark: Chinese text in it has hardly a zero byte to tell it by. */
export const chineseEncoding = (bytes: Uint8Array): ChineseEncoding | undefined =>
  mostPlausible(
    bytes,
    bytes.length % 2 === 0 ? ['big5', 'gb18030', 'utf-16le', 'utf-16be'] : ['big5', 'gb18030'],
  )

function mostPlausible(
  bytes: Uint8Array,
  encodings: readonly ChineseEncoding[],
): ChineseEncoding | undefined {
  const sample = bytes.subarray(0, sampleBytes)
  let best: ChineseEncoding | undefined
  let most = leastPlausible
  for (const encoding of encodings) {
    const found = plausibility(encoding, sample)
    // The earlier one, where two are as plausible.
    if (found > most || (best === undefined && found === most)) {
      best = encoding
      most = found
    }
  }
  return best
}

/** Share of frequent characters below which a decoding is only noise read as Chinese; random text stays near 0.02. */
const leastPlausible = 0.08

function plausibility(encoding: string, sample: Uint8Array): number {
  // Streaming: the sample may end in mid-character.
  const text = new TextDecoder(encoding).decode(sample, { stream: true })
  let chinese = 0
  let known = 0
  let wrong = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit < 128) continue
    if (unit === 0xfffd || (unit >= 0xe000 && unit <= 0xf8ff)) wrong++
    else if (unit >= 0x3000) {
      chinese++
      if (frequent.has(text[at]!)) known++
    } else wrong++
  }
  return chinese + wrong === 0 ? 0 : (known - wrong) / (chinese + wrong)
}
