import { execFile, spawn } from 'node:child_process'
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const scan = fileURLToPath(new URL('../../../core/cli/scan.ts', import.meta.url))
const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../fixtures/files/${name}`, import.meta.url))
interface Ended {
  readonly code: number
  readonly out: string
  readonly errors: string
}
const run = (...args: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, [scan, ...args], (error, out, errors) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, errors }),
    )
  })
const feed = (input: string, ...args: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [scan, ...args])
    let out = ''
    let errors = ''
    child.stdout.on('data', (piece: Buffer) => (out += piece.toString()))
    child.stderr.on('data', (piece: Buffer) => (errors += piece.toString()))
    child.on('close', (code) => resolve({ code: code ?? -1, out, errors }))
    child.stdin.end(input)
  })
const lines = (text: string): unknown[] =>
  text
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line))

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-scan-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('scan FILE… --json', () => {
  test('says per file what was found and what the guard would do, and never a value', async () => {
    const { code, out } = await run(fixture('客戶名單.xlsx'), fixture('customers-12.csv'), '--json')
    expect(code).toBe(0)
    const [nine, twelve] = lines(out)
    expect(nine).toMatchObject({
      status: 'scanned',
      format: 'xlsx',
      people: 9,
      verdicts: expect.arrayContaining([expect.objectContaining({ ruleId: 'PD-01', action: 'justify', count: 9 })]), // prettier-ignore
    })
    expect(twelve).toMatchObject({
      status: 'scanned',
      format: 'csv',
      people: 12,
      verdicts: expect.arrayContaining([expect.objectContaining({ ruleId: 'PD-01', action: 'block', count: 12 })]), // prettier-ignore
    })
    expect(Object.keys((twelve as { matches: object[] }).matches[0]!)).toEqual([
      'type',
      'start',
      'end',
      'score',
      'severity',
    ])
    expect(out).not.toMatch(/[A-Z][12]\d{8}|09\d{8}|@example/)
  })

  test('judges as the organisation and host it is told', async () => {
    const { out } = await run(
      fixture('客戶名單.xlsx'),
      '--json',
      '--entity',
      'gov',
      '--host',
      'drive.example.com',
    )
    expect((lines(out)[0] as { verdicts: object[] }).verdicts[0]).toMatchObject({
      ruleId: 'PD-01',
      action: 'block',
    })
  })

  test('says what cannot be inspected and why, with exit code 1', async () => {
    const empty = join(folder, 'empty.csv')
    await writeFile(empty, '')
    const large = join(folder, 'large.csv')
    const file = await open(large, 'w')
    await file.truncate(300 * 1024 * 1024)
    await file.close()
    const { code, out } = await run(empty, large, fixture('locked.zip'), '--json')
    expect(code).toBe(1)
    expect(lines(out)).toMatchObject([
      {
        status: 'cannot-inspect',
        reason: 'empty',
        people: 0,
        matches: [],
        verdicts: expect.arrayContaining([expect.objectContaining({ ruleId: 'CI-01', action: 'warn' })]), // prettier-ignore
      },
      { status: 'cannot-inspect', reason: 'tooLarge' },
      { status: 'cannot-inspect', reason: 'encrypted', format: 'zip' },
    ])
  })

  test('a file that is not there is named, and the others are still read', async () => {
    const { code, out, errors } = await run(
      join(folder, 'none.csv'),
      folder,
      fixture('customers-12.csv'),
      '--json',
    )
    expect(code).toBe(1)
    expect(errors).toMatch(/none\.csv: no such file\n.*: is a directory/s)
    expect(lines(out)).toHaveLength(1)
  })

  test('shows values only when asked', async () => {
    expect((await run(fixture('客戶名單.xlsx'))).out).not.toMatch(/[A-Z][12]\d{8}/)
    expect((await run(fixture('客戶名單.xlsx'), '--show')).out).toMatch(/[A-Z][12]\d{8}/)
    const shown = (await run(fixture('客戶名單.xlsx'), '--show', '--json')).out
    expect((lines(shown)[0] as { matches: object[] }).matches[0]).toMatchObject({ value: '陳嵐山' })
  })
})

describe('scan --jsonl', () => {
  test('answers each line in order with offsets of its text', async () => {
    const { code, out } = await feed(
      '{"id":"a","text":"😀 A123456789"}\n{"id":7,"text":"nothing"}\n',
      '--jsonl',
    )
    expect(code).toBe(0)
    expect(lines(out)).toMatchObject([
      { id: 'a', people: 1, matches: [{ type: 'nationalId', start: 3, end: 13 }] },
      { id: 7, people: 0, matches: [] },
    ])
  })

  test('names a bad line without its text, goes on, and ends with 1', async () => {
    const { code, out, errors } = await feed(
      '{"id":1,"text":"x"}\nA123456789\n{"id":2}\n{"id":3,"text":"y"}',
      '--jsonl',
    )
    expect(code).toBe(1)
    expect(lines(out)).toMatchObject([{ id: 1 }, { id: 3 }])
    expect(errors).toMatch(/^line 2: not JSON.*\nline 3: .*"text"/)
    expect(errors).not.toContain('A123456789')
  })

  test('takes more than a pipe holds', async () => {
    const line = `${JSON.stringify({ id: 1, text: `A123456789 ${'中'.repeat(1000)}` })}\n`
    const { code, out } = await feed(line.repeat(3000), '--jsonl')
    expect(code).toBe(0)
    expect(lines(out)).toHaveLength(3000)
  })
})

describe('scan', () => {
  test('--text prints what was read', async () => {
    const { code, out } = await run('--text', fixture('customers-12-big5.csv'))
    expect(code).toBe(0)
    expect(out).toMatch(/^姓名,身分證字號,手機,電子郵件\r\n陳嵐山,/)
    expect(await run('--text', fixture('locked.zip'))).toMatchObject({ code: 1, out: '' })
  })
  test('--help explains itself', async () => {
    expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('Usage') as string })
  })
  test.each([[[]], [['--what']], [['--entity', 'king', 'a.csv']], [['--jsonl', 'a.csv']]])(
    '%j is wrong usage',
    async (args) => {
      expect(await run(...args)).toMatchObject({
        code: 2,
        out: '',
        errors: expect.stringContaining('Usage') as string,
      })
    },
  )
})
