/** Longest text looked at; a notice stands near its form, not behind a hundred pages. */
const longest = 200_000

/** A link to the notice, or all six items of 個資法 Art. 8 I in the page's own words. */
export function holdsNotice(document: Document): boolean {
  for (const link of document.querySelectorAll('a[href], summary, button'))
    if (link.textContent.length < 80 && named.test(link.textContent)) return true
  const text = (document.body as HTMLElement | null)?.textContent.slice(0, longest) ?? ''
  return items.every((item) => item.test(text))
}

const named =
  /(個人資料|個資|個人信息).{0,8}(告知|蒐集|聲明|保護|事項)|(告知|蒐集).{0,4}(個人資料|個資)|隱私權?.{0,4}(政策|聲明|保護)|privacy (policy|notice|statement)/i

/** Collector; purpose; categories; period, area, recipients and manner; rights; what follows from not giving it. */
const items: readonly RegExp[] = [
  /(公司|機關|中心|學校|醫院|協會|基金會|公所|局|處|部|本院|本校|本所|本會)|collect(ed|or)\b/i,
  /目的|purpose/i,
  /類別|項目|categor/i,
  /(期間|地區|對象).{0,40}(期間|地區|對象|方式)|retention|recipients/i,
  /(查詢|閱覽|複製本|更正|刪除|停止).{0,60}(權利|請求|行使)|第\s*(3|三)\s*條|your rights/i,
  /(不提供|未提供|拒絕提供|不同意).{0,60}(影響|無法|權益)|(影響|權益).{0,40}(不提供|未提供)|if you do not provide/i,
]
