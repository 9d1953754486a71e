import { afterEach, describe, expect, test } from 'vitest'
import { until } from '../support/actions.ts'
import { worksOffline } from '../support/offline.ts'
import { browserNames, setStage, type Stage } from '../support/stage.ts'

let stage: Stage
afterEach(() => stage.strike())

describe.each(browserNames)('the application in %s', (name) => {
  test('opens again without any network after the first visit', async () => {
    stage = await setStage(name, { extension: false })
    const tab = await stage.browser.open(stage.app.url)
    await until(tab, () => document.querySelector('main h1:not(.vh)')?.textContent, null, 'the first screen')
    await worksOffline(tab)
    const online = await tab.evaluate(() => document.title, null)
    await stage.app.close()
    const cold = await stage.browser.open(stage.app.url)
    await until(
      cold,
      () => document.querySelector('main h1:not(.vh)')?.textContent,
      null,
      'the first screen, offline',
    )
    expect(await cold.evaluate(() => document.title, null)).toBe(online)
    expect(cold.problems()).toEqual([])
  })

  test('can be installed: a manifest with name, start and icons that exist', async () => {
    stage = await setStage(name, { extension: false })
    const tab = await stage.browser.open(stage.app.url)
    const manifest = await tab.evaluate(async () => {
      const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]')
      const content = await (await fetch(link?.href ?? 'missing')).json()
      const icons = await Promise.all(
        (content.icons as { src: string; sizes: string; purpose?: string }[]).map(
          async ({ src, sizes, purpose }) => ({
            sizes,
            purpose,
            status: (await fetch(new URL(src, link?.href))).status,
          }),
        ),
      )
      return { name: content.name as string, display: content.display as string, icons }
    }, null)
    expect(manifest.name).toContain('會簽')
    expect(manifest.display).toBe('standalone')
    expect(manifest.icons.map((icon) => icon.status)).toEqual(manifest.icons.map(() => 200))
    expect(manifest.icons.map((icon) => icon.sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']))
  })
})
