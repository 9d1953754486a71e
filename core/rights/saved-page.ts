import { Parser } from 'htmlparser2'
import { collectSignals } from './collect-signals.ts'
import type { PageElement, PageSignals } from './signal.ts'

const mostElements = 200_000
const longestText = 250_000

interface SavedElement extends PageElement {
  readonly parent: SavedElement | undefined
  readonly inside: SavedElement[]
  readonly pieces: (string | SavedElement)[]
}

/**
 * The signals of a page saved as a file, read as its live document would be. `url` is where it was saved from; the
 * page's own canonical address, or the one the browser noted when saving, wins over it.
 */
export function readSavedPage(html: string, url: string): PageSignals {
  const elements: SavedElement[] = []
  const open: SavedElement[] = []
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const parent = open.at(-1)
        const element = createElement(name, attributes, parent)
        open.push(element)
        if (elements.length >= mostElements) return
        elements.push(element)
        parent?.inside.push(element)
        parent?.pieces.push(element)
      },
      ontext(text) {
        open.at(-1)?.pieces.push(text)
      },
      onclosetag() {
        open.pop()
      },
    },
    { decodeEntities: true },
  )
  parser.write(html)
  parser.end()
  const first = (name: string, wanted: (element: SavedElement) => boolean = () => true) =>
    elements.find((element) => element.name === name && wanted(element))
  const canonical = first('link', (link) => link.attribute('rel') === 'canonical')?.attribute('href')
  const address = [canonical, savedFrom(html)].find((one) => one !== undefined && /^https?:/.test(one)) ?? url
  const base = first('base')?.attribute('href')
  const title = first('title')?.text()
  const signals = collectSignals(
    {
      url: address,
      ...(base !== undefined && /^https?:/.test(base) && { base }),
      ...(title !== undefined && { title }),
    },
    ({ read, most }) =>
      candidates(elements, (element) => read(element, { url: address, base: address }).length > 0, most),
  )
  return elements.length >= mostElements ? { ...signals, truncated: true } : signals
}

/** The comment browsers write at the head of what they save. */
const savedFrom = (html: string): string | undefined =>
  /<!-- saved from url=\(\d+\)(\S+) -->/.exec(html.slice(0, 2000))?.[1]

/** Elements a reader has something to say of; one more than it takes, so that it notices there are more. */
function* candidates(
  elements: readonly SavedElement[],
  wanted: (element: SavedElement) => boolean,
  most: number,
) {
  let yielded = 0
  for (const element of elements) {
    if (!wanted(element)) continue
    yield element
    if (++yielded > most) return
  }
}

function createElement(
  name: string,
  attributes: Readonly<Record<string, string>>,
  parent: SavedElement | undefined,
): SavedElement {
  const inside: SavedElement[] = []
  const pieces: (string | SavedElement)[] = []
  return {
    name,
    parent,
    inside,
    pieces,
    attribute: (wanted) => (Object.hasOwn(attributes, wanted) ? attributes[wanted] : undefined),
    children: () => inside,
    text: () => textIn(pieces),
  }
}

/** Text of an element and all inside it, without recursion: nesting is the page's to choose. */
function textIn(pieces: readonly (string | SavedElement)[]): string {
  let text = ''
  const waiting = [...pieces].reverse()
  while (waiting.length > 0 && text.length < longestText) {
    const piece = waiting.pop()
    if (typeof piece === 'string') text += piece
    else if (piece) for (let at = piece.pieces.length - 1; at >= 0; at--) waiting.push(piece.pieces[at] ?? '')
  }
  return text.slice(0, longestText)
}
