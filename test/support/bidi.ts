import type { Browser, ElementHandle, Page } from 'puppeteer-core'

/** The few WebDriver BiDi commands that puppeteer has no method for. */
export interface Bidi {
  readonly contextOf: (page: Page) => string
  /** The node id of an element's shadow root, open or closed. */
  readonly shadowRootOf: (context: string, element: ElementHandle) => Promise<string>
  /** Calls a function in a page and gives its answer back through JSON. */
  readonly call: (context: string, source: string, parameters: readonly unknown[]) => Promise<unknown>
  /** Resolves when the page has loaded, also where it moves to another process on the way. */
  readonly navigate: (context: string, url: string) => Promise<void>
  /** Evaluates in the browser's own window, for what only the browser can do. */
  readonly inBrowser: (expression: string) => Promise<void>
}

// Puppeteer keeps its connection and its ids to itself; these are the places it keeps them in.
interface Inside {
  readonly connection: {
    readonly send: (method: string, parameters: unknown) => Promise<{ readonly result: unknown }>
  }
}
interface InsideFrame {
  readonly _id: string
}
interface InsideElement {
  readonly remoteValue: () => { readonly sharedId: string }
}
interface CallAnswer {
  readonly type: 'success' | 'exception'
  readonly exceptionDetails?: { readonly text: string }
  readonly result: {
    readonly value?: unknown
  }
}

export function openBidi(browser: Browser): Bidi {
  const { connection } = browser as unknown as Inside
  const send = async (method: string, parameters: unknown) =>
    (await connection.send(method, parameters)).result

  async function callRaw(
    context: string,
    source: string,
    parameters: readonly unknown[],
    includeShadowTree = 'none',
  ) {
    const answer = (await send('script.callFunction', {
      functionDeclaration: source,
      awaitPromise: true,
      target: { context },
      arguments: parameters,
      serializationOptions: { includeShadowTree, maxDomDepth: 0 },
    })) as CallAnswer
    if (answer.type === 'exception') throw new Error(answer.exceptionDetails?.text ?? 'the page threw')
    return answer.result.value
  }

  return {
    contextOf: (page) => (page.mainFrame() as unknown as InsideFrame)._id,
    async shadowRootOf(context, element) {
      const { sharedId } = (element as unknown as InsideElement).remoteValue()
      const node = (await callRaw(context, '(element) => element', [{ sharedId }], 'all')) as {
        readonly shadowRoot?: { readonly sharedId: string } | null
      }
      if (!node.shadowRoot) throw new Error('the element has no shadow root')
      return node.shadowRoot.sharedId
    },
    async call(context, source, parameters) {
      const text = await callRaw(
        context,
        `async (...parameters) => JSON.stringify({ answer: await (${source})(...parameters) })`,
        parameters,
      )
      return (JSON.parse(String(text)) as { answer?: unknown }).answer
    },
    async navigate(context, url) {
      await send('browsingContext.navigate', { context, url, wait: 'complete' })
    },
    async inBrowser(expression) {
      const tree = (await send('browsingContext.getTree', { 'moz:scope': 'chrome' })) as {
        readonly contexts: readonly { readonly context: string }[]
      }
      const [window] = tree.contexts
      if (!window) throw new Error('no browser window')
      await this.call(window.context, `() => ${expression}`, [])
    },
  }
}
