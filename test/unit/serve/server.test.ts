import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startServer, type FileServer } from '../../../pwa/serve/server.ts'

let home: string
let server: FileServer

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'served-'))
  mkdirSync(join(home, 'dist/assets'), { recursive: true })
  writeFileSync(join(home, 'secret.txt'), 'outside')
  writeFileSync(join(home, 'dist/index.html'), '<!doctype html>')
  writeFileSync(join(home, 'dist/sw.js'), 'self')
  writeFileSync(join(home, 'dist/assets/app-1a2b.js'), 'export {}')
  symlinkSync(join(home, 'secret.txt'), join(home, 'dist/leak.txt'))
  server = await startServer(join(home, 'dist'), 0)
})

afterAll(async () => {
  await server.close()
  rmSync(home, { recursive: true })
})

/** Sent as written: fetch would tidy the path and refuse the host header. */
function ask(path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<number> {
  return new Promise((answered, failed) => {
    const sent = request({ host: '127.0.0.1', port: server.port, path, method, headers }, (response) => {
      response.resume()
      answered(response.statusCode ?? 0)
    })
    sent.on('error', failed)
    sent.end()
  })
}

describe('the server of npm start', () => {
  test('gives each kind of file its type, and only hashed names may be kept without asking', async () => {
    const page = await fetch(server.url)
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.headers.get('cache-control')).toBe('no-cache')
    expect((await fetch(`${server.url}sw.js`)).headers.get('cache-control')).toBe('no-cache')
    const asset = await fetch(`${server.url}assets/app-1a2b.js`)
    expect(asset.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(asset.headers.get('cache-control')).toContain('immutable')
  })

  test('lets a page load and connect to nothing but its own origin', async () => {
    const policy = (await fetch(server.url)).headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("connect-src 'self'")
    expect(policy).not.toMatch(/https?:|'unsafe-eval'|script-src[^;]*'unsafe-inline'/)
  })

  test('gives no file outside its folder, by path, escape or link', async () => {
    for (const path of [
      '/../secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/leak.txt',
      '/%00',
      '/%ff',
    ]) {
      expect(await ask(path), path).toBe(404)
    }
  })

  test('answers only requests that name this machine', async () => {
    expect(await ask('/', { host: 'countersign.example' })).toBe(421)
    expect(await ask('/', { host: `localhost:${server.port}` })).toBe(200)
  })

  test('changes nothing: other methods are refused', async () => {
    expect(await ask('/', {}, 'POST')).toBe(405)
    expect(await ask('/', {}, 'HEAD')).toBe(200)
  })

  test('sends an unchanged file once', async () => {
    const etag = (await fetch(server.url)).headers.get('etag') ?? ''
    expect(await ask('/', { 'if-none-match': etag })).toBe(304)
    writeFileSync(join(home, 'dist/index.html'), '<!doctype html><title>2</title>')
    expect(await ask('/', { 'if-none-match': etag })).toBe(200)
  })

  test('says so when the port is taken', async () => {
    await expect(startServer(home, server.port)).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})
