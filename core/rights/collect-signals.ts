import { parseUrl } from './address.ts'
import { clip } from './clip.ts'
import type { PageElement, PageSignal, PageSignals, SignalReader } from './signal.ts'
import { signalReaders } from './signals/index.ts'

const mostSignals = 400

/**
 * Reads a page through `elementsFor`, which yields the elements a reader's selector picks. Bounded per reader and in
 * sum; what says the same of the same thing is told once.
 */
export function collectSignals(
  page: { readonly url: string; readonly base?: string; readonly title?: string | undefined },
  elementsFor: (reader: SignalReader) => Iterable<PageElement>,
): PageSignals {
  const url = parseUrl(page.url)
  if (url) url.hash = ''
  const address = url?.href ?? page.url
  const context = { url: address, base: page.base ?? address }
  const found = new Map<string, PageSignal>()
  let truncated = false
  for (const reader of signalReaders) {
    let read = 0
    for (const element of elementsFor(reader)) {
      if (read++ >= reader.most || found.size >= mostSignals) {
        truncated = true
        break
      }
      for (const signal of reader.read(element, context)) found.set(JSON.stringify(signal), signal)
    }
  }
  const title = clip(page.title, 200)
  return {
    url: address,
    ...(title !== undefined && { title }),
    signals: [...found.values()].slice(0, mostSignals),
    truncated,
  }
}
