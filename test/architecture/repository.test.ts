import { describe, expect, test } from 'vitest'
import { productFiles, readTracked, sourceFiles, trackedFiles } from '../support/tracked-files.ts'

const topLevel = new Set([
  'extension', 'pwa', 'core', 'test', 'wxt.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json',
  'README.md', 'LICENSE', 'CHANGELOG.md', 'CONTRIBUTING.md',
]) // prettier-ignore

describe('the repository', () => {
  test('holds four folders, the files everyone expects, and nothing else at its top', () => {
    const entries = new Set(trackedFiles.map((path) => path.split('/')[0] ?? ''))
    expect([...entries].filter((entry) => !entry.startsWith('.') && !topLevel.has(entry))).toEqual([])
    expect([...topLevel].filter((entry) => !entries.has(entry))).toEqual([])
  })

  test('names no folder of the machine it was written on', () => {
    const texts = trackedFiles.filter((path) => !/\.(png|ico|webp|xlsx|zip|bin|woff2)$/.test(path))
    const absolute = /(?<![\w.:/~-])\/(work|root|home|Users|mnt|tmp)\/\w/
    expect(texts.filter((path) => absolute.test(readTracked(path)))).toEqual([])
  })

  test('takes its packages from the public registry', () => {
    const { packages } = JSON.parse(readTracked('package-lock.json')) as {
      packages: Record<string, { resolved?: string }>
    }
    const elsewhere = Object.values(packages).filter(
      ({ resolved }) => resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/'),
    )
    expect(elsewhere.map(({ resolved }) => resolved)).toEqual([])
  })

  test('gives each thing a file with a name of its own', () => {
    const shape = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|e2e|config|svelte|d))*\.(ts|svelte)$/
    const names = sourceFiles.map((path) => ({ path, name: path.slice(path.lastIndexOf('/') + 1) }))
    expect(names.filter(({ name }) => !shape.test(name)).map(({ path }) => path)).toEqual([])
    const hollow = /(^|-)(utils?|helpers?|managers?|services?|misc|common)\.(svelte\.)?(ts|svelte)$/
    expect(names.filter(({ name }) => hollow.test(name)).map(({ path }) => path)).toEqual([])
  })

  test('keeps files short: none over 400 lines, nine in ten under 200', () => {
    const lengths = productFiles.map((path) => ({ path, lines: readTracked(path).split('\n').length - 1 }))
    expect(lengths.filter(({ lines }) => lines > 400)).toEqual([])
    const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b)
    expect(sorted[Math.floor(sorted.length * 0.9)]).toBeLessThan(200)
  })

  test('gives a reason for every rule it switches off', () => {
    const silenced = sourceFiles.flatMap((path) =>
      readTracked(path)
        .split('\n')
        .filter((line) =>
          /@ts-(ignore|nocheck)\b|@ts-expect-error(?!:? \S.{9})|eslint-disable(?!.*-- \S.{9})/.test(line),
        )
        .map((line) => `${path}: ${line.trim()}`),
    )
    expect(silenced.filter((line) => !line.startsWith('test/architecture/'))).toEqual([])
  })

  test('runs every test it has', () => {
    const held = /\b(test|it|describe)(\.\w+)*\.(skip|only|todo|fails|skipIf|runIf)\b/
    const tests = sourceFiles.filter((path) => /\.(test|e2e)\.ts$/.test(path))
    expect(tests.filter((path) => held.test(readTracked(path)))).toEqual([])
  })

  /** PDF.js names its reader `fetch`; its fonts, character maps and itself are files of the extension or application. */
  const readsItsOwnFiles = new Set([
    'core/extraction/formats/pdf.ts',
    'core/extraction/pdf-from-files.ts',
    'pwa/workers/keep-reader.ts',
  ])
  /** The one exception (guard.md): the very download a person asked for, once more, from the page it was asked on. */
  const readsAgain = 'extension/channels/download-read.ts'
  /** The team link: to the application's own origin, after the person turned it on (`team-link.test.ts`). */
  const meets = 'pwa/transports/webrtc/open-socket.ts'
  test('opens no connection of its own', () => {
    const connects =
      /\b(fetch\(|XMLHttpRequest|new WebSocket|new EventSource|sendBeacon|WebTransport|importScripts\()/
    const files = productFiles.filter(
      (path) =>
        !path.startsWith('pwa/serve/') &&
        !readsItsOwnFiles.has(path) &&
        path !== readsAgain &&
        path !== meets,
    )
    expect(files.filter((path) => connects.test(readTracked(path)))).toEqual([])
  })
})
