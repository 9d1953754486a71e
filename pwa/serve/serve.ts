// What `npm run serve` runs, for an organisation behind its own TLS proxy: the built PWA and the signaling, nothing
// else. ORIGIN is the address people open; HOST and PORT are where the proxy finds it. Builds nothing, opens nothing.
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { builds } from './builds.ts'
import { originFrom, portFrom, quit, stopOnSignal, whyNot } from './run.ts'
import { startServer } from './server.ts'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const port = portFrom(process.env['PORT'] ?? '4173')
const host = process.env['HOST'] ?? '127.0.0.1'
const origin = process.env['ORIGIN']

if (!existsSync(join(root, builds.pwa.product)))
  quit('尚未建置，請先執行 npm run build:pwa\nNot built yet; run npm run build:pwa first')
if (origin === undefined && host !== '127.0.0.1')
  quit('HOST 對外時必須指定 ORIGIN\nA HOST others can reach needs ORIGIN')

const server = await startServer(join(root, 'pwa/dist'), port, {
  host,
  ...(origin === undefined ? {} : { origin: originFrom(origin) }),
}).catch((problem: unknown) => quit(whyNot(problem, port, 'npm run serve')))
stopOnSignal(server)
console.log(`會簽 Countersign  ${server.url}  ←  http://${host}:${server.port}`)
