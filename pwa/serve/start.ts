// What `npm start` runs: builds what is older than its sources, serves the PWA on this machine only, and says
// where the extensions are. PORT chooses another port; OPEN=0 opens no browser.
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { builds, buildWhatIsStale } from './builds.ts'
import { openBrowser } from './open-browser.ts'
import { portFrom, quit, stopOnSignal, whyNot } from './run.ts'
import { startServer, type FileServer } from './server.ts'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const port = portFrom(process.env['PORT'] ?? '4173')

await buildWhatIsStale(root, (name) => say(`建置 ${name} …`, `Building ${name} …`)).catch(
  (problem: unknown) => quit(problem instanceof Error ? problem.message : String(problem)),
)
const server = await startServer(join(root, 'pwa/dist'), port).catch((problem: unknown) =>
  quit(whyNot(problem, port, 'npm start')),
)
tell(server)

stopOnSignal(server)

function tell({ url }: FileServer): void {
  const chromium = dirname(join(root, builds.chromium.product))
  const firefox = join(root, builds.firefox.product)
  console.log(`
會簽 Countersign
  ${url}
  只聽本機，資料留在瀏覽器裡；按 Ctrl+C 停止。
  Listens on this machine only; the data stays in the browser. Ctrl+C stops it.

瀏覽器延伸套件 Browser extension
  Chromium  chrome://extensions → 開發人員模式 Developer mode → 載入未封裝項目 Load unpacked
            ${chromium}
  Firefox   about:debugging#/runtime/this-firefox → 載入暫用附加元件 Load Temporary Add-on
            ${firefox}
`)
  const opened = openBrowser(url, chromium)
  if (opened === 'opened')
    say('已用載入延伸套件的 Chromium 開啟。', 'Opened in a Chromium that has the extension.')
  if (opened === 'noChromium')
    say('找不到 Chromium，請自行開啟上面的網址。', 'No Chromium found; open the address above yourself.')
}

function say(chinese: string, english: string): void {
  console.log(`${chinese} ${english}`)
}
