import { deed, figure, jsonLd } from './saved-page.ts'

/** A page of about 300 kB as news and photo sites send them: text, menus, 60 captioned pictures, their structured data. */
export function longArticle(): string {
  const story = '玉山主峰海拔三千九百五十二公尺，清晨四點自排雲山莊出發，沿途風勢不大。'.repeat(36)
  const photo = (at: number) =>
    figure(
      `攝影：林小山 <a rel="license" href="${deed(at % 3 === 0 ? 'by-nc' : 'by')}">CC</a> © 2026`,
      `/img/${at}.jpg`,
    )
  const menu = Array.from({ length: 300 }, (_, at) => `<li class="menu-item level-${at % 4}"><a href="/topic/${at}">主題 ${at}</a></li>`) // prettier-ignore
  const node = (at: number) => ({ '@type': 'ImageObject', contentUrl: `https://blog.example/img/${at}.jpg`, license: deed('by'), creator: { '@type': 'Person', name: '林小山' } }) // prettier-ignore
  const numbers = Array.from({ length: 60 }, (_, at) => at)
  const body = numbers.map((at) => `<section class="part-${at}"><h2>第 ${at} 段</h2><p>${story}</p><div><div><div>${photo(at)}</div></div></div></section>`) // prettier-ignore
  return `<!doctype html><html lang="zh-Hant"><head><meta charset="utf-8"><title>玉山三日</title><link rel="license" href="${deed('by-sa')}">${jsonLd({ '@graph': numbers.slice(0, 20).map(node) })}</head><body><nav><ul>${menu.join('')}</ul></nav><article>${body.join('')}</article><footer class="site-footer"><small>© 2026 山友社 版權所有</small></footer></body></html>`
}
