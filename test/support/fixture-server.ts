import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import type { TestSite } from './test-sites.ts'

/** What a site was given in an upload. */
export interface Received {
  readonly name: string
  readonly size: number
  readonly sha256: string
}

export interface FixtureServer {
  /** The address of a page of `test/fixtures/pages` under one of the test sites. */
  readonly url: (site: TestSite, page: string) => string
  readonly received: () => readonly Received[]
  readonly forget: () => void
  readonly close: () => Promise<void>
}

const pages = join(import.meta.dirname, '../fixtures/pages')

/** A site of its own for tests: it serves the fixture pages under every test name and takes real uploads. */
export async function startFixtureServer(): Promise<FixtureServer> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site')
    if (request.method === 'POST') {
      void bodyOf(request).then((body) => {
        const entry = {
          name: searchParams.get('name') ?? '',
          size: body.length,
          sha256: createHash('sha256').update(body).digest('hex'),
        }
        received.push(entry)
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(entry))
      })
      return
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
    forget: () => received.splice(0),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}
