import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { findFile } from './find-file.ts'
import { headersFor } from './headers.ts'
import { startSignaling } from './signaling.ts'

export interface FileServer {
  readonly url: string
  readonly port: number
  /** Serves another folder from the next request on: how a new build reaches a browser that has the old one. */
  readonly serveFrom: (folder: string) => void
  readonly close: () => Promise<void>
}

export interface Address {
  /** The interface to listen on; without it the loopback interface, and nobody else gets in. */
  readonly host?: string
  /** Where people open it, `https://isms.example.org`, when a proxy with TLS stands in front. */
  readonly origin?: string
}

/**
 * Serves one folder, and introduces browsers that have it open to each other (`/signal`). Requests that name another
 * host are refused, so a page elsewhere cannot reach the workspace by pointing its own name at this machine (DNS
 * rebinding). Rejects with the system's error, code `EADDRINUSE` when the port is taken. Port 0 picks a free one.
 */
export async function startServer(
  folder: string,
  port: number,
  { host = '127.0.0.1', origin }: Address = {},
): Promise<FileServer> {
  let current = folder
  const publicName = origin === undefined ? undefined : new URL(origin).host
  const server = createServer((request, response) => {
    if (!isOurName(request.headers.host, publicName)) return end(response, 421, {})
    answer(current, request, response).catch((problem: unknown) => {
      console.error(problem)
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
  const actual = await listen(server, port, host)
  const origins =
    origin === undefined
      ? [`http://localhost:${actual}`, `http://127.0.0.1:${actual}`]
      : [new URL(origin).origin]
  const signaling = startSignaling(server, (named) => named !== undefined && origins.includes(named))
  return {
    url: origin === undefined ? `http://localhost:${actual}/` : new URL(origin).href,
    port: actual,
    serveFrom(next) {
      current = next
    },
    close: () =>
      new Promise((closed) => {
        signaling.close()
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

async function answer(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405, { allow: 'GET, HEAD' })
  const path = new URL(request.url ?? '/', 'http://localhost').pathname
  const file = await findFile(folder, path)
  if (!file) return end(response, 404, { 'content-type': 'text/plain; charset=utf-8' }, 'Not found')
  const headers = headersFor(path, file)
  if (request.headers['if-none-match'] === file.etag) return end(response, 304, headers)
  end(
    response,
    200,
    { ...headers, 'content-length': String(file.bytes.length) },
    request.method === 'HEAD' ? undefined : file.bytes,
  )
}

const isOurName = (host: string | undefined, publicName: string | undefined): boolean =>
  host !== undefined && (host === publicName || /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host))

function end(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body?: string | Buffer,
): void {
  response.writeHead(status, headers)
  response.end(body)
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((listening, failed) => {
    server.once('error', failed)
    server.listen({ port, host }, () => {
      server.off('error', failed)
      const address = server.address()
      listening(typeof address === 'object' && address ? address.port : port)
    })
  })
}
