// Runs first under `npm start` and `npm test`, on whatever Node the machine has (20 or later) and with nothing
// installed: installs the packages when they do not match the lock file, and compiles the messages. With
// `--browsers` it also sees to the browsers and the Chinese font the end-to-end tests need. Quick when all is there.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const windows = process.platform === 'win32'
const projectNode = join(root, 'node_modules', '.bin', windows ? 'node.cmd' : 'node')
const oldestNode = 22

if (!isInstalled()) {
  say('安裝套件', 'Installing packages')
  // Takes the locked versions as `ci` does, but forgives a lock file that knows the builds of one system only,
  // and leaves the lock file as it is.
  run('npm', ['install', '--no-save', '--no-progress', '--loglevel=error'])
}
// A package manager that withholds install scripts leaves the `node` package without its program.
if (!projectNodeWorks()) run('npm', ['rebuild', 'node', '--no-progress'])
if (!projectNodeWorks()) fail('套件 node 24 無法執行', 'The installed node 24 package does not run here')

run(projectNode, [join('.config', 'messages.mjs')], { quiet: true })
if (process.argv.includes('--browsers')) provideBrowsers()

/** Every package the lock file wants is there in that version; those for other machines may be absent. */
function isInstalled() {
  const wanted = packagesIn(join(root, 'package-lock.json'))
  const found = packagesIn(join(root, 'node_modules', '.package-lock.json'))
  if (!wanted || !found) return false
  return Object.entries(wanted).every(([path, entry]) => {
    const there = found[path]
    if (path === '' || (entry.optional && !there)) return true
    return there !== undefined && there.version === entry.version && there.integrity === entry.integrity
  })
}

function packagesIn(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : undefined
}

function projectNodeWorks() {
  if (!existsSync(projectNode)) return false
  const { status, stdout } = spawnSync(projectNode, ['--version'], { encoding: 'utf8', shell: windows })
  return status === 0 && Number(/^v(\d+)/.exec(stdout)?.[1]) >= oldestNode
}

function provideBrowsers() {
  const missing = [
    ['chromium', has('chromium', 'chromium-browser')],
    ['firefox-esr', has('firefox-esr', 'firefox')],
    ['fonts-noto-cjk', hasChineseFont()],
  ].flatMap(([name, there]) => (there ? [] : [name]))
  if (missing.length === 0) return
  const canInstall = process.platform === 'linux' && process.getuid?.() === 0 && has('apt-get')
  if (!canInstall) {
    fail(
      `瀏覽器測試還需要：${missing.join('、')}，請先安裝（例如 sudo apt-get install ${missing.join(' ')}）`,
      `The browser tests still need: ${missing.join(', ')}. Install them first, for example with apt-get as root`,
    )
  }
  say(`安裝 ${missing.join('、')}`, `Installing ${missing.join(', ')}`)
  const quietly = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  run('apt-get', ['update', '-qq'], quietly)
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], quietly)
}

function has(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return names.some((name) => folders.some((folder) => folder !== '' && existsSync(join(folder, name))))
}

function hasChineseFont() {
  const { status, stdout } = spawnSync('fc-list', [':lang=zh-tw', 'family'], { encoding: 'utf8' })
  return status === 0 && stdout.trim() !== ''
}

function run(command, args, { quiet = false, env = process.env } = {}) {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    env,
    shell: windows,
    encoding: 'utf8',
    stdio: quiet ? 'pipe' : ['ignore', 'inherit', 'inherit'],
  })
  if (status === 0) return
  if (quiet) process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`)
  const what = [command, ...args].join(' ')
  fail(`「${what}」沒有完成${error ? `：${error.message}` : ''}`, `"${what}" did not finish`)
}

function say(chinese, english) {
  console.log(`${chinese} · ${english}`)
}

function fail(chinese, english) {
  console.error(`${chinese}\n${english}`)
  process.exit(1)
}
