import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { strToU8, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deed } from '../../support/saved-page.ts'

const rights = fileURLToPath(new URL('../../../core/cli/rights.ts', import.meta.url))
const run = (...args: readonly string[]): Promise<{ code: number; out: string; errors: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [rights, ...args], (error, out, errors) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, errors }),
    )
  })

let folder: string
const file = (name: string) => join(folder, name)
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-rights-'))
  const page = `<!-- saved from url=(0041)https://blog.example/articles/mountain -->\n<title>玉山</title><link rel="license" href="${deed('by', '3.0', 'tw/')}">`
  await writeFile(file('page.html'), page)
  await writeFile(file('local.html'), '<title>x</title><p>x</p>')
  await writeFile(
    file('pack.zip'),
    zipSync({ 'p/package.json': strToU8('{"name":"p","license":"Apache-2.0"}') }),
  )
  await writeFile(file('photo.jpg'), Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 1, 2, 3))
  await writeFile(file('empty.txt'), '')
})
afterAll(() => rm(folder, { recursive: true }))

describe('rights FILE…', () => {
  test('--json says what each file is under, and what may be done with it', async () => {
    const { code, out } = await run('--json', file('page.html'), file('pack.zip'), file('photo.jpg'))
    const lines = out
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
    expect(code).toBe(0)
    expect(lines).toMatchObject([
      {
        kind: 'page',
        statement: {
          subject: 'https://blog.example/articles/mountain',
          expression: 'LicenseRef-CC-BY-3.0-TW',
        },
        credit: { en: expect.stringContaining('CC BY 3.0 Taiwan') as unknown },
      },
      {
        kind: 'archive',
        statement: { expression: 'Apache-2.0', confidence: 'high', credit: { title: 'p' } },
      },
      { kind: 'other', statement: { status: 'noLicenceFound' } },
    ])
    expect(lines[2]).toMatchObject({ uses: expect.arrayContaining([expect.objectContaining({ use: 'publish', outcome: 'forbid' })]) as unknown }) // prettier-ignore
  })

  test('for the eye says it in words, and of a photo that what is embedded is not read', async () => {
    const { code, out } = await run(file('pack.zip'), file('photo.jpg'))
    expect(code).toBe(0)
    expect(out).toContain('Apache-2.0')
    expect(out).toContain('沒有找到授權，視為受保護')
    expect(out).toContain('檔案內嵌的權利標示還不讀')
  })

  test('gives no folder of the machine away in what it says of a page', async () => {
    const { out } = await run('--json', file('local.html'))
    const { statement } = JSON.parse(out) as { readonly statement: unknown }
    expect(JSON.stringify(statement)).not.toContain(folder)
  })

  test('a file that is empty or not there ends with 1, and the others are still read', async () => {
    const { code, out, errors } = await run('--json', file('none.zip'), file('empty.txt'), file('pack.zip'))
    expect(code).toBe(1)
    expect(errors).toContain('no such file')
    expect(out).toContain('"reason":"empty"')
    expect(out).toContain('Apache-2.0')
  })

  test('without files, or with what it does not know, explains itself and ends with 2', async () => {
    for (const args of [[], ['--what']]) expect(await run(...args)).toMatchObject({ code: 2, errors: expect.stringContaining('Usage') as unknown }) // prettier-ignore
    expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('Usage') as unknown })
  })
})
