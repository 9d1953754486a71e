import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { launch, type Browser, type Frame, type KeyInput, type Page } from 'puppeteer-core'
import { openBidi } from './bidi.ts'
import type { LaunchOptions, Tab, TestBrowser } from './browser.ts'
import { dropInFirefox } from './firefox-drop.ts'
import { killProcessesOf } from './kill-processes.ts'
import { testSites } from './test-sites.ts'

/** Fixed, so that the extension's pages have an address the tests know. */
const extensionUuid = '6f1d8c52-7d0a-4b7e-9a35-2c8f4be1a901'

export async function launchFirefox(
  { profile, extension }: LaunchOptions,
  executablePath: string,
): Promise<TestBrowser> {
  const extensionId = extension === undefined ? undefined : geckoId(extension)
  const downloads = join(profile, 'downloads')
  const browser = await launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    userDataDir: profile,
    // Lets a test open pages of the extension by address.
    args: ['--remote-allow-system-access'],
    defaultViewport: { width: 1280, height: 900 },
    extraPrefsFirefox: {
      'browser.download.folderList': 2,
      'browser.download.dir': downloads,
      'browser.download.useDownloadDir': true,
      'browser.download.always_ask_before_handling_new_types': false,
      'intl.accept_languages': 'zh-TW, zh, en',
      'network.dns.localDomains': testSites.join(','),
      // Every other name goes to a port nobody answers.
      'network.proxy.type': 1,
      'network.proxy.http': '127.0.0.1',
      'network.proxy.http_port': 9,
      'network.proxy.ssl': '127.0.0.1',
      'network.proxy.ssl_port': 9,
      'network.proxy.no_proxies_on': ['localhost', '127.0.0.1', ...testSites].join(','),
      'extensions.webextensions.keepStorageOnUninstall': true,
      'extensions.webextensions.keepUuidOnUninstall': true,
      ...(extensionId === undefined
        ? {}
        : { 'extensions.webextensions.uuids': JSON.stringify({ [extensionId]: extensionUuid }) }),
    },
  })
  if (extension !== undefined) await browser.installExtension(extension)
  const tabs = new Map<Page, Tab>()
  const tabOf = (page: Page): Tab => {
    const known = tabs.get(page) ?? createTab(browser, page)
    tabs.set(page, known)
    return known
  }

  return {
    name: 'firefox',
    profile,
    downloads,
    async open(url) {
      const tab = tabOf(await browser.newPage())
      await tab.goto(url)
      return tab
    },
    tabs: async () => (await browser.pages()).map(tabOf),
    extensionUrl: (path) => `moz-extension://${extensionUuid}/${path}`,
    async stopBackground() {
      await openBidi(browser).inBrowser(
        `(async () => {
          const { extension } = WebExtensionPolicy.getByID(${JSON.stringify(extensionId)})
          await extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true })
        })()`,
      )
    },
    async kill() {
      await killProcessesOf(profile)
      await preferencesAreBack(profile)
    },
    async close() {
      await browser.close()
      await preferencesAreBack(profile)
    },
  }
}

function createTab(browser: Browser, page: Page): Tab {
  const problems: string[] = []
  page.setDefaultTimeout(15_000)
  page.on('pageerror', (problem) =>
    problems.push(problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)),
  )
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  return {
    browser: 'firefox',
    url: () => page.url(),
    async goto(url) {
      const bidi = openBidi(browser)
      if (url.startsWith('moz-extension:')) await bidi.navigate(bidi.contextOf(page), url)
      else await page.goto(url)
    },
    async reload() {
      await page.reload()
    },
    close: () => page.close(),
    front: () => page.bringToFront(),
    // Both libraries type their own idea of an argument; ours are plain data.
    evaluate: (inPage, argument, frame) => frameOf(page, frame).evaluate(inPage as never, argument as never),
    async inClosedRoot(host, inPage, argument) {
      const element = await page.$(host)
      if (!element) throw new Error(`no element ${host}`)
      const bidi = openBidi(browser)
      const context = bidi.contextOf(page)
      const root = await bidi.shadowRootOf(context, element)
      return (await bidi.call(
        context,
        `(root, argument) => (${inPage.toString()})(root, JSON.parse(argument))`,
        [{ sharedId: root }, { type: 'string', value: JSON.stringify(argument ?? null) }],
      )) as ReturnType<typeof inPage>
    },
    clickAt: ({ x, y }) => page.mouse.click(x, y),
    async press(combination) {
      const keys = combination
        .split('+')
        .map((key) => (key.length === 1 ? key.toLowerCase() : key) as KeyInput)
      for (const key of keys) await page.keyboard.down(key)
      for (const key of keys.reverse()) await page.keyboard.up(key)
    },
    type: (text) => page.keyboard.type(text),
    async chooseFiles(find, paths, frame) {
      const input = await frameOf(page, frame).evaluateHandle(find)
      // Dialogs of frames and of inputs a widget hides are not announced; their files are set directly.
      const hidden = await input.evaluate(
        (element) =>
          element.isConnected &&
          !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
      )
      if (frame !== undefined || hidden) return await input.uploadFile(...paths)
      const [chooser] = await Promise.all([
        page.waitForFileChooser(),
        input.evaluate((element) => element.click()),
      ])
      await chooser.accept([...paths])
    },
    dropFiles: (point, paths) => dropInFirefox(openBidi(browser), point, { paths }),
    dropText: (point, text) => dropInFirefox(openBidi(browser), point, { text }),
    async prepare(inPage) {
      await page.evaluateOnNewDocument(inPage)
    },
    setOffline: (offline) => page.setOfflineMode(offline),
    resize: (width, height) => page.setViewport({ width, height }),
    async screenshot(path) {
      await page.screenshot({ path })
    },
    problems: () => problems,
  }
}

/** Puppeteer puts the preferences it found back after the end, and would do so under the next start's hands. */
async function preferencesAreBack(profile: string): Promise<void> {
  const kept = ['prefs.js', 'user.js'].map((name) => join(profile, `${name}.puppeteer`))
  for (const deadline = Date.now() + 10_000; kept.some((file) => existsSync(file)); await wait(20))
    if (Date.now() > deadline) throw new Error(`preferences of ${profile} were not put back`)
}

function geckoId(extension: string): string {
  const manifest = JSON.parse(readFileSync(join(extension, 'manifest.json'), 'utf8')) as {
    browser_specific_settings?: { gecko?: { id?: string } }
  }
  const id = manifest.browser_specific_settings?.gecko?.id
  if (id === undefined) throw new Error('the Firefox extension needs a fixed id')
  return id
}

function frameOf(page: Page, address: string | undefined): Frame {
  const frame =
    address === undefined
      ? page.mainFrame()
      : page.frames().find((one) => one !== page.mainFrame() && one.url().includes(address))
  if (!frame) throw new Error(`no frame at ${address}`)
  return frame
}
