import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { findFile } from './find-file.ts'
import { headersFor } from './headers.ts'

export interface FileServer {
  readonly url: string
  readonly port: number
  /** Serves another folder from the next request on: how a new build reaches a browser that has the old one. */
  readonly serveFrom: (folder: string) => void
  readonly close: () => Promise<void>
}

/**
 * Serves one folder on the loopback interface and to nobody else. Requests that name another host are refused,
 * so a page elsewhere cannot reach the workspace by pointing its own name at this machine (DNS rebinding).
 * Rejects with the system's error, code `EADDRINUSE` when the port is taken. Port 0 picks a free one.
 */
export async function startServer(folder: string, port: number): Promise<FileServer> {
  let current = folder
  const server = createServer((request, response) => {
    answer(current, request, response).catch((problem: unknown) => {
      console.error(problem)
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
  const actual = await listen(server, port)
  return {
    url: `http://localhost:${actual}/`,
    port: actual,
    serveFrom(next) {
      current = next
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

async function answer(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isOurName(request.headers.host)) return end(response, 421, {})
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

const isOurName = (host: string | undefined): boolean =>
  host !== undefined && /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host)

function end(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body?: string | Buffer,
): void {
  response.writeHead(status, headers)
  response.end(body)
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((listening, failed) => {
    server.once('error', failed)
    server.listen({ port, host: '127.0.0.1' }, () => {
      server.off('error', failed)
      const address = server.address()
      listening(typeof address === 'object' && address ? address.port : port)
    })
  })
}
