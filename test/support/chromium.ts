import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type BrowserContext, type CDPSession, type Frame, type Page } from '@playwright/test'
import type { LaunchOptions, Point, Tab, TestBrowser } from './browser.ts'
import { killProcessesOf } from './kill-processes.ts'
import { testSites } from './test-sites.ts'

export async function launchChromium(
  { profile, extension }: LaunchOptions,
  executablePath: string,
): Promise<TestBrowser> {
  const downloads = join(profile, 'downloads')
  preferDownloads(profile, downloads)
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: false,
    viewport: { width: 1280, height: 900 },
    locale: 'zh-TW',
    timezoneId: 'Asia/Taipei',
    // Under the C locale Chromium cannot open a file with a Chinese name.
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    ignoreDefaultArgs: ['--disable-extensions'],
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-features=DisableLoadExtensionCommandLineSwitch',
      `--host-resolver-rules=${[...testSites.map((site) => `MAP ${site} 127.0.0.1`), 'MAP * ~NOTFOUND', 'EXCLUDE localhost', 'EXCLUDE 127.0.0.1'].join(', ')}`,
      ...(extension === undefined
        ? []
        : [`--load-extension=${extension}`, `--disable-extensions-except=${extension}`]),
    ],
  })
  context.setDefaultTimeout(15_000)
  await leaveDownloadsAlone(context)
  // Read from its folder beside everything else a start does: on a busy machine a first page would come before it.
  if (extension !== undefined && context.serviceWorkers().length === 0)
    await context.waitForEvent('serviceworker', { timeout: 60_000 })
  const tabs = new Map<Page, Tab>()
  const tabOf = (page: Page): Tab => {
    const known = tabs.get(page) ?? createTab(context, page)
    tabs.set(page, known)
    return known
  }
  context.pages().forEach(tabOf)
  context.on('page', tabOf)

  return {
    name: 'chromium',
    profile,
    downloads,
    async open(url) {
      const tab = tabOf(await context.newPage())
      await tab.goto(url)
      return tab
    },
    tabs: async () => context.pages().map(tabOf),
    extensionUrl: (path) => `chrome-extension://${extensionId(extension)}/${path}`,
    async stopBackground() {
      const page = context.pages()[0] ?? (await context.newPage())
      const session = await context.newCDPSession(page)
      const { targetInfos } = await session.send('Target.getTargets')
      const worker = targetInfos.find(
        (target) => target.type === 'service_worker' && target.url.startsWith('chrome-extension://'),
      )
      if (worker) await session.send('Target.closeTarget', { targetId: worker.targetId })
      await session.detach()
    },
    kill: () => killProcessesOf(profile),
    close: () => context.close(),
  }
}

interface DragData {
  readonly items: { readonly mimeType: string; readonly data: string }[]
  readonly files?: string[]
}

/** A page of any Chromium as a tab. */
export function createTab(context: BrowserContext, page: Page): Tab {
  const problems: string[] = []
  let dragging: Promise<CDPSession> | undefined
  const drop = async ({ x, y }: Point, data: DragData) => {
    // Kept: Chromium ends itself when a session goes away in the middle of a drag.
    dragging ??= context.newCDPSession(page)
    const session = await dragging
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await session.send('Input.dispatchDragEvent', { type, x, y, data: { ...data, dragOperationsMask: 1 } })
  }
  page.on('pageerror', (problem) => problems.push(problem.stack ?? problem.message))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  return {
    browser: 'chromium',
    url: () => page.url(),
    async goto(url) {
      await page.goto(url)
    },
    async reload() {
      await page.reload()
    },
    close: () => page.close(),
    front: () => page.bringToFront(),
    // Both libraries type their own idea of an argument; ours are plain data.
    evaluate: (inPage, argument, frame) => frameOf(page, frame).evaluate(inPage as never, argument as never),
    async inClosedRoot(host, inPage, argument) {
      const session = await context.newCDPSession(page)
      try {
        const { root } = await session.send('DOM.getDocument', { depth: 0 })
        const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector: host })
        if (nodeId === 0) throw new Error(`no element ${host}`)
        const { node } = await session.send('DOM.describeNode', { nodeId, depth: 1, pierce: true })
        const shadow = node.shadowRoots?.[0]
        if (!shadow) throw new Error(`${host} has no shadow root`)
        const { object } = await session.send('DOM.resolveNode', { backendNodeId: shadow.backendNodeId })
        const answer = await session.send('Runtime.callFunctionOn', {
          objectId: object.objectId ?? '',
          functionDeclaration: `function (argument) { return (${inPage.toString()})(this, argument) }`,
          arguments: [{ value: argument }],
          returnByValue: true,
          awaitPromise: true,
        })
        if (answer.exceptionDetails)
          throw new Error(answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text)
        return answer.result.value as ReturnType<typeof inPage>
      } finally {
        await session.detach()
      }
    },
    clickAt: ({ x, y }) => page.mouse.click(x, y),
    press: (key) => page.keyboard.press(key),
    type: (text) => page.keyboard.type(text),
    async chooseFiles(find, paths, frame) {
      const input = (await frameOf(page, frame).evaluateHandle(find)).asElement()
      if (!input) throw new Error('no such input')
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        input.evaluate((element) => element.click()),
      ])
      await chooser.setFiles([...paths])
    },
    dropFiles: (point, paths) => drop(point, { items: [], files: [...paths] }),
    dropText: (point, text) => drop(point, { items: [{ mimeType: 'text/plain', data: text }] }),
    async prepare(inPage) {
      await page.addInitScript(inPage)
    },
    setOffline: (offline) => context.setOffline(offline),
    resize: (width, height) => page.setViewportSize({ width, height }),
    async screenshot(path) {
      await page.screenshot({ path })
    },
    problems: () => problems,
  }
}

/** Where files go without asking; written before the first start of a profile. */
function preferDownloads(profile: string, folder: string): void {
  const file = join(profile, 'Default/Preferences')
  mkdirSync(folder, { recursive: true })
  if (existsSync(file)) return
  mkdirSync(join(profile, 'Default'), { recursive: true })
  writeFileSync(file, JSON.stringify({ download: { default_directory: folder, prompt_for_download: false } }))
}

/** Playwright takes downloads for itself, and then no extension is asked for a name: as a person has it, it is. */
async function leaveDownloadsAlone(context: BrowserContext): Promise<void> {
  const session = await context.newCDPSession(context.pages()[0] ?? (await context.newPage()))
  await session.send('Browser.setDownloadBehavior', { behavior: 'default' })
  await session.detach()
}

/** Chromium names an unpacked extension by its key or, without one, by its folder. */
function extensionId(extension: string | undefined): string {
  if (extension === undefined) throw new Error('launched without an extension')
  const manifest: unknown = JSON.parse(readFileSync(join(extension, 'manifest.json'), 'utf8'))
  const key = typeof manifest === 'object' && manifest && 'key' in manifest ? String(manifest.key) : undefined
  const named = key === undefined ? Buffer.from(realpathSync(extension)) : Buffer.from(key, 'base64')
  const digest = createHash('sha256').update(named).digest('hex').slice(0, 32)
  return [...digest].map((digit) => 'abcdefghijklmnop'[Number.parseInt(digit, 16)]).join('')
}

function frameOf(page: Page, address: string | undefined): Frame {
  const frame =
    address === undefined
      ? page.mainFrame()
      : page.frames().find((one) => one !== page.mainFrame() && one.url().includes(address))
  if (!frame) throw new Error(`no frame at ${address}`)
  return frame
}
