import { readSavedPage } from '../../core/rights/saved-page.ts'
import type { PageSignals } from '../../core/rights/signal.ts'
import { statementOf } from '../../core/rights/statement-of.ts'
import type { Statement } from '../../core/rights/statement.ts'

export const blog = 'https://blog.example/articles/mountain'
/** The picture most pages of the tests show. */
export const picture = 'https://blog.example/img/jade-mountain.jpg'

/** A page as people save it, with what a test wants to see in its head and body. */
export const pageOf = (body: string, head = '', url = blog): PageSignals =>
  readSavedPage(
    `<!doctype html><html lang="zh-Hant"><head><title>玉山三日</title>${head}</head><body>${body}</body></html>`,
    url,
  )

/** What a page says of a work; of the picture where nothing else is named. */
export const rightsIn = (body: string, work = picture, head = ''): Statement =>
  statementOf(pageOf(body, head), work)

export const figure = (caption: string, src = '/img/jade-mountain.jpg'): string =>
  `<figure><img src="${src}" alt=""><figcaption>${caption}</figcaption></figure>`

export const jsonLd = (node: unknown): string =>
  `<script type="application/ld+json">${JSON.stringify(node).replaceAll('<', '\\u003c')}</script>`

export const deed = (code: string, version = '4.0', rest = ''): string =>
  `https://creativecommons.org/licenses/${code}/${version}/${rest}`
