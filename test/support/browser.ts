import { findChromium, findFirefox } from '../../pwa/serve/find-browser.ts'
import { launchChromium } from './chromium.ts'
import { launchFirefox } from './firefox.ts'

/**
 * One real browser, driven the same way whichever it is: a test is written once and runs in both. Pages see
 * real mouse and keyboard events, since the guard ignores invented ones.
 */
export interface TestBrowser {
  readonly name: BrowserName
  readonly profile: string
  /** The folder downloads arrive in. */
  readonly downloads: string
  readonly open: (url: string) => Promise<Tab>
  /** Every open page, also those the product opened itself. */
  readonly tabs: () => Promise<readonly Tab[]>
  /** The address of a page of the extension, `options.html` for example. */
  readonly extensionUrl: (path: string) => string
  /** Stops the extension's service worker or event page, as the browser does when it is idle. */
  readonly stopBackground: () => Promise<void>
  /** Ends the whole browser at once, as a power failure would: nothing may be flushed. */
  readonly kill: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface Tab {
  readonly browser: BrowserName
  readonly url: () => string
  readonly goto: (url: string) => Promise<void>
  readonly reload: () => Promise<void>
  readonly close: () => Promise<void>
  readonly front: () => Promise<void>
  /**
   * Runs in the page, or in its first frame whose address contains `frame`. The function may use nothing from
   * outside itself but its argument.
   */
  readonly evaluate: <Argument, Value>(
    inPage: (argument: Argument) => Value | Promise<Value>,
    argument: Argument,
    frame?: string,
  ) => Promise<Value>
  /** The same inside the closed shadow root of the first element that fits; fails when there is none. */
  readonly inClosedRoot: <Argument, Value>(
    host: string,
    inPage: (root: ShadowRoot, argument: Argument) => Value,
    argument: Argument,
  ) => Promise<Value>
  readonly clickAt: (point: Point) => Promise<void>
  /** One key, or keys held together: `Control+V`. */
  readonly press: (key: string) => Promise<void>
  readonly type: (text: string) => Promise<void>
  /** Puts files into the input that the function returns, as the browser's own dialog does. */
  readonly chooseFiles: (
    find: () => HTMLInputElement,
    paths: readonly string[],
    frame?: string,
  ) => Promise<void>
  /** Drags files and folders in from outside the browser and lets go there, as a person does. */
  readonly dropFiles: (point: Point, paths: readonly string[]) => Promise<void>
  /** The same with a text marked in another program. */
  readonly dropText: (point: Point, text: string) => Promise<void>
  /** Runs in each document this tab opens from now on, before the page's own scripts and the extension's. */
  readonly prepare: (inPage: () => void) => Promise<void>
  readonly setOffline: (offline: boolean) => Promise<void>
  readonly resize: (width: number, height: number) => Promise<void>
  readonly screenshot: (path: string) => Promise<void>
  /** Errors the page threw or wrote to its console since it opened. */
  readonly problems: () => readonly string[]
}

export interface Point {
  readonly x: number
  readonly y: number
}

export type BrowserName = 'chromium' | 'firefox'

export interface LaunchOptions {
  /** A folder that outlives the browser, so that a test can start it again. */
  readonly profile: string
  /** The built extension to load, or none. */
  readonly extension?: string
}

export function launchBrowser(name: BrowserName, options: LaunchOptions): Promise<TestBrowser> {
  return name === 'chromium'
    ? launchChromium(options, required(findChromium(), name))
    : launchFirefox(options, required(findFirefox(), name))
}

function required(path: string | undefined, name: BrowserName): string {
  if (path === undefined) throw new Error(`${name} is not installed`)
  return path
}
