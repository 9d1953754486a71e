import type { Page } from '@playwright/test'
import { startServer } from '../../pwa/serve/server.ts'
import type { RawOrders, ReplicaOrder, ReplicaOrders } from '../fixtures/sync/words.ts'
import type { LinkState, PeerState, ToPeer } from '../fixtures/webrtc/words.ts'
import { bundlePage } from '../support/bundle-page.ts'
import { chromiumContexts } from '../support/chromium-contexts.ts'
import { row, type Row } from './row.ts'

const records = 1000
const rawBytes = 32 * 1024 * 1024
const frame = 256 * 1024

/** Two browsers on one machine: frames, and a first sync of a whole replica, beside raw bytes over a raw channel. */
export async function rows(): Promise<readonly Row[]> {
  const { raw, journal, took } = await inTwoPages('sync', firstSync)
  const frames = await inTwoPages('webrtc', frameStream)
  const synced = journal.bytes / took / 1000
  return [
    row(
      'sync/frames-over-raw-channel',
      frames / raw,
      '×',
      '≥ 0.5',
      `${frames.toFixed(1)} MB/s through window, port and worker at both ends, raw channel ${raw.toFixed(1)} MB/s`,
    ),
    row(
      'sync/first-sync-over-raw-channel',
      synced / raw,
      '×',
      '≥ 0.5',
      `${journal.envelopes} envelopes, ${(journal.bytes / 1e6).toFixed(2)} MB in ${took.toFixed(0)} ms (${synced.toFixed(2)} MB/s), raw channel ${raw.toFixed(1)} MB/s`,
    ),
  ]
}

async function firstSync(first: Page, second: Page) {
  const offer = await rawOrder(first, 'offer', null)
  await rawOrder(first, 'accept', await rawOrder(second, 'answer', offer))
  // Long enough for the congestion window to have opened.
  await rawOrder(first, 'send', rawBytes)
  const raw = rawBytes / (await rawOrder(first, 'send', rawBytes)) / 1000

  const journal = await ask(first, 'found', records)
  await ask(second, 'begin', await ask(first, 'admit', await ask(second, 'device', null)))
  await ask(first, 'sync', null)
  const { took } = await ask(second, 'sync', journal.envelopes + 1)
  return { raw, journal, took }
}

/** Megabytes a second, measured where they arrive. */
async function frameStream(first: Page, second: Page): Promise<number> {
  const order = (page: Page, given: ToPeer['order']) =>
    page.evaluate(
      (what) => (window as unknown as { ask: (order: ToPeer['order']) => Promise<PeerState> }).ask(what),
      given,
    )
  const until = async (holds: (link: LinkState | undefined) => boolean): Promise<LinkState> => {
    for (;;) {
      const [link] = (await order(second, { type: 'look' })).links
      if (holds(link)) return link!
      await new Promise((again) => setTimeout(again, 20))
    }
  }
  await Promise.all([order(first, { type: 'on' }), order(second, { type: 'on' })])
  await until((link) => link?.theirBinding !== undefined && link.theirBinding !== '')
  const stream = async (all: number): Promise<void> => {
    await order(first, { type: 'stream', bytes: rawBytes, frame })
    await until((link) => link?.bytes === all)
  }
  await stream(rawBytes)
  const began = performance.now()
  await stream(rawBytes * 2)
  return rawBytes / (performance.now() - began) / 1000
}

async function inTwoPages<T>(
  fixture: string,
  measure: (first: Page, second: Page) => Promise<T>,
): Promise<T> {
  const folder = await bundlePage(fixture)
  const server = await startServer(folder.path, 0)
  const { pages, close } = await chromiumContexts(server.url, 2)
  try {
    return await measure(pages[0]!, pages[1]!)
  } finally {
    await close()
    await server.close()
    folder.remove()
  }
}

function ask<K extends ReplicaOrder>(
  page: Page,
  order: K,
  argument: Parameters<ReplicaOrders[K]>[0] | null,
): Promise<ReturnType<ReplicaOrders[K]>> {
  return page.evaluate(
    ([name, given]) =>
      (window as unknown as { replica: (order: string, argument: unknown) => Promise<never> }).replica(
        name,
        given,
      ),
    [order, argument] as const,
  )
}

function rawOrder<K extends keyof RawOrders>(
  page: Page,
  order: K,
  argument: Parameters<RawOrders[K]>[0] | null,
): Promise<Awaited<ReturnType<RawOrders[K]>>> {
  return page.evaluate(
    ([name, given]) =>
      (window as unknown as { raw: Record<string, (given: unknown) => Promise<never>> }).raw[name]!(given),
    [order, argument] as const,
  )
}
