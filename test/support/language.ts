import type { Tab } from './browser.ts'

/** The languages of the product; the suites speak the first one where they do not say otherwise. */
export const languages = ['zh-TW', 'en'] as const
export type Language = (typeof languages)[number]

/**
 * Chinese words the open page shows or says to assistive technology, one a line. Left out: what its markup calls
 * Chinese by `lang`, decoration, what stands there for browsers without scripts, and the `allowed` data a person wrote.
 */
export async function chineseLeft(tab: Tab, allowed: readonly string[] = []): Promise<readonly string[]> {
  return chineseOf(await tab.evaluate(wordsOfPage, null), allowed)
}

/** The lines of these that hold Chinese besides the `allowed` texts. */
export const chineseOf = (lines: readonly string[], allowed: readonly string[] = []): readonly string[] =>
  lines.filter((line) =>
    /\p{Script=Han}/u.test(allowed.reduce((rest, text) => rest.replaceAll(text, ''), line)),
  )

function wordsOfPage(): string[] {
  const words: string[] = [document.title]
  const walk = (element: Element) => {
    if (element.matches('script, style, noscript, [aria-hidden=true], [lang^=zh]:not(html)')) return
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
      const value = element.getAttribute(name)
      if (value) words.push(value)
    }
    for (const child of element.childNodes) {
      if (child instanceof Element) walk(child)
      else if (child instanceof Text && child.data.trim() !== '') words.push(child.data.trim())
    }
  }
  walk(document.body)
  return words
}
