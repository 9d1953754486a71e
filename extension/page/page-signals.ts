import { collectSignals } from '../../core/rights/collect-signals.ts'
import type { PageElement, PageSignals } from '../../core/rights/signal.ts'

/** Longest text read of one element: a JSON-LD script may be long, anything beyond is refused by its reader. */
const longestText = 250_000

/**
 * What the page says about the rights in its works. Runs on demand only, reads and changes nothing; a few selectors
 * over the document as it stands, no observer, no request.
 */
export function readPageSignals(document: Document): PageSignals {
  const seen = new Map<Element, PageElement>()
  const wrap = (element: Element): PageElement => {
    const known = seen.get(element)
    if (known) return known
    const wrapped = elementOf(element, wrap)
    seen.set(element, wrapped)
    return wrapped
  }
  return collectSignals(
    { url: document.URL, base: document.baseURI, title: document.title },
    function* (reader) {
      for (const element of document.querySelectorAll(reader.selector)) yield wrap(element)
    },
  )
}

function elementOf(element: Element, wrap: (element: Element) => PageElement): PageElement {
  return {
    name: element.localName,
    get parent() {
      return element.parentElement ? wrap(element.parentElement) : undefined
    },
    attribute: (name) => element.getAttribute(name) ?? undefined,
    *children() {
      for (let child = element.firstElementChild; child; child = child.nextElementSibling) yield wrap(child)
    },
    text: () => element.textContent.slice(0, longestText),
  }
}
