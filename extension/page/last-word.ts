import { guardBar as english } from '../../core/i18n/messages/en/guard.json'
import { guardBar as chinese } from '../../core/i18n/messages/zh-TW/guard.json'

/**
 * Says, without the background, that nothing was released. Needed when the background died or the extension was
 * updated under the page: then no notice can be injected, and silence would look like a broken site. `count` fills
 * the number a word has a place for.
 */
export function showLastWord(word: keyof typeof chinese, count = 0): void {
  const texts = navigator.language.toLowerCase().startsWith('en') ? english : chinese
  const host = document.createElement('div')
  const root = host.attachShadow({ mode: 'closed' })
  const bar = document.createElement('p')
  bar.setAttribute('role', 'alert')
  bar.textContent = texts[word].replace('{count}', String(count))
  bar.style.cssText =
    'position:fixed;inset:auto auto 16px 16px;max-width:420px;margin:0;padding:12px 16px;border:1px solid #767676;' +
    'border-inline-start:4px solid #7a4b00;border-radius:6px;background:#fff;color:#1d2026;' +
    'font:14px/1.6 system-ui,sans-serif;z-index:2147483647;box-shadow:0 6px 20px #0003'
  host.style.cssText = 'all:initial!important'
  root.append(bar)
  document.documentElement.append(host)
  setTimeout(() => host.remove(), 12_000)
}
