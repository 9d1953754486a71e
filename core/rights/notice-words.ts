import type { Limit } from './statement.ts'

/** What free text says about reuse. It can raise caution and never grants. */
export interface NoticeWords {
  /** Reuse is expressly reserved, not only a holder named. */
  readonly reserved: boolean
  /** A holder is named: somebody's work, maybe not the page's. */
  readonly holder: boolean
  readonly limits: readonly Limit[]
}

const reserved =
  /all rights reserved|(不得|禁止|嚴禁|請勿)[^。；]{0,12}(轉載|重製|轉貼|盜用|複製|下載|使用)|未經[^。；]{0,12}(同意|授權|許可)|版權所有|著作權所有|著作權屬|do not (copy|reproduce|reuse)|no part of this|may not be (copied|reproduced|used)|proprietary/i
const holder = /©|\(c\)\s?\d|copyright|版權|著作權/i

const limitWords: Readonly<Partial<Record<Limit, RegExp>>> = {
  nonCommercial:
    /non-?commercial use only|not for commercial|非商業(使用|用途|性質|目的)|不得(作為|用於)?商業|商用需(另|購買|取得)/i,
  personalUseOnly:
    /(free )?for personal use( only)?|personal,? non-?commercial|僅供個人|限個人|僅限個人|教學版|學生版|academic (edition|use only)/i,
  editorialOnly: /editorial use only|editorial only|僅供?(限)?(新聞|編輯)(報導|用途|使用)/i,
  noAi: /(no|not|may not be used)( for)? (ai|machine learning|tdm)\b[^.]{0,20}(training|mining)?|(不得|禁止)[^。；]{0,10}(AI|人工智慧|機器學習|文字與資料探勘)/i,
}

export function readNotice(notice: string): NoticeWords {
  const text = notice.slice(0, 1000)
  return {
    reserved: reserved.test(text),
    holder: holder.test(text),
    limits: Object.entries(limitWords).flatMap(([limit, words]) =>
      words.test(text) ? [limit as Limit] : [],
    ),
  }
}
