import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { bundleWidgets } from './bundle-widgets.ts'
import type { TestSite } from './test-sites.ts'

/** What a site was given in an upload. */
export interface Received {
  readonly path: string
  readonly name: string
  readonly size: number
  readonly sha256: string
}

export interface FixtureServer {
  /** The address of a page of `test/fixtures/pages` under one of the test sites. */
  readonly url: (site: TestSite, page: string) => string
  readonly received: () => readonly Received[]
  /** How often a file under `/get/` was asked for since the server began. */
  readonly asked: (name: string) => number
  readonly forget: () => void
  readonly close: () => Promise<void>
}

const pages = join(import.meta.dirname, '../fixtures/pages')

/** A site of its own for tests: it serves the fixture pages under every test name and takes real uploads. */
export async function startFixtureServer(): Promise<FixtureServer> {
  const received: Received[] = []
  const asked: string[] = []
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site')
    if (request.method === 'POST' || request.method === 'PATCH') {
      void bodyOf(request).then(async (body) => {
        // The protocol of tus: a POST makes room and names it, a PATCH fills it.
        if (pathname === '/tus') return response.writeHead(201, { location: '/tus/1', ...tus }).end()
        const file = await fileIn(body, request.headers['content-type'])
        const entry = {
          path: pathname,
          name: searchParams.get('name') ?? file.name,
          size: file.content.length,
          sha256: createHash('sha256').update(file.content).digest('hex'),
        }
        received.push(entry)
        if (pathname === '/tus/1')
          return response.writeHead(204, { 'upload-offset': String(body.length), ...tus }).end()
        const answer = JSON.stringify({ success: true, ...entry })
        response.writeHead(200, { 'content-type': 'application/json' }).end(answer)
      })
      return
    }
    if (pathname === '/bundle/widgets.js') {
      void bundleWidgets().then((script) =>
        response.writeHead(200, { 'content-type': 'text/javascript' }).end(script),
      )
      return
    }
    if (pathname.startsWith('/get/')) {
      const path = decodeURIComponent(pathname)
      const once = searchParams.get('once')
      asked.push(path.slice('/get/'.length), ...(once === null ? [] : [`once ${once}`]))
      // A link that works once says so in a page, as sites do.
      if (asked.filter((one) => one === `once ${once}`).length > 1)
        return void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>連結已失效</p>')
      return void giveFile(path, searchParams, request.headers.range, response)
    }
    readFile(join(pages, pathname.replace(/[^a-z0-9.-]/g, ''))).then(
      (page) =>
        response
          .writeHead(200, {
            'content-type': pathname.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8',
          })
          .end(page),
      () => response.writeHead(404).end(),
    )
  })
  const port = await new Promise<number>((listening) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      listening(typeof address === 'object' && address ? address.port : 0)
    })
  })
  return {
    url: (site, page) => `http://${site}:${port}/${page}`,
    received: () => received,
    asked: (name) => asked.filter((one) => one === name).length,
    forget: () => received.splice(0),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

const tus = { 'tus-resumable': '1.0.0' }

/** The file in a form's body, or the body itself. */
async function fileIn(body: Buffer, type = ''): Promise<{ readonly name: string; readonly content: Buffer }> {
  if (!type.startsWith('multipart/form-data')) return { name: '', content: body }
  const form = await new Response(Uint8Array.from(body), { headers: { 'content-type': type } }).formData()
  const file = [...form.values()].find((value) => value instanceof File)
  return file
    ? { name: file.name, content: Buffer.from(await file.arrayBuffer()) }
    : { name: '', content: body }
}

/** What `/get/NAME?size=N` gives: bytes that follow from the name alone, so that a test knows them. */
export function fileBytes(name: string, size: number): Buffer {
  const pattern = createHash('sha256').update(name).digest()
  return Buffer.alloc(size, pattern)
}

/**
 * A download: at once, or `slow` with most of it still to come for as long as nobody goes on; where it is `late`, a
 * part of it comes only after seconds. `text` or `base64` is sent as it is; `type` is what the server declares it to be. It knows ranges.
 */
async function giveFile(
  path: string,
  asked: URLSearchParams,
  range: string | undefined,
  response: ServerResponse,
): Promise<void> {
  const name = path.slice('/get/'.length)
  const whole = bodyAsked(name, asked)
  const [, from = '0', to = String(whole.length - 1)] = /^bytes=(\d+)-(\d+)?$/.exec(range ?? '') ?? []
  const body = whole.subarray(Number(from), Number(to) + 1)
  if (range !== undefined && asked.has('late')) await new Promise((later) => setTimeout(later, 4000))
  response.writeHead(range === undefined ? 200 : 206, {
    'content-type': asked.get('type') ?? 'application/octet-stream',
    'content-length': body.length,
    ...(range === undefined
      ? {}
      : { 'content-range': `bytes ${from}-${Number(from) + body.length - 1}/${whole.length}` }),
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  })
  for (let at = 0; at < body.length; at += 65_536) {
    const part = body.subarray(at, at + 65_536)
    if (!response.write(part)) await new Promise((drained) => response.once('drain', () => drained(null)))
    if (asked.has('slow')) await new Promise((later) => setTimeout(later, 60))
    if (response.destroyed) return
  }
  response.end()
}

function bodyAsked(name: string, asked: URLSearchParams): Buffer {
  const text = asked.get('text')
  const base64 = asked.get('base64')
  if (text !== null) return Buffer.from(text)
  return base64 === null
    ? fileBytes(name, Number(asked.get('size') ?? 5000))
    : Buffer.from(base64, 'base64url')
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}
