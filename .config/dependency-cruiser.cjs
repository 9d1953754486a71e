// Import zones: who may import whom, and which package may appear where. The sentences are those of the
// architecture; a new room or package is a line here.

/** Rooms of core and the rooms each builds on, besides itself, model and i18n. What they build on is open to it too. */
const rooms = {
  model: [],
  i18n: [],
  libraries: [],
  extraction: [],
  journal: [],
  // Shipped guard rules are a library to the records that name them.
  records: ['libraries', 'policy'],
  rights: ['libraries'],
  detection: ['libraries'],
  policy: ['detection', 'rights', 'libraries'],
  checks: ['records'],
  events: ['journal', 'members', 'policy'],
  members: ['journal'],
  projections: ['journal', 'members', 'events', 'records', 'checks'],
  store: ['projections', 'journal', 'members', 'events', 'records'],
  sync: ['store'],
  forms: ['projections', 'records', 'checks'],
  exchange: ['forms', 'store'],
}

/** Packages and the only folders that may import them. What is not listed may be imported nowhere. */
const packages = {
  zod: ['core/model'],
  canonicalize: ['core/model'],
  ulid: ['core/model'],
  yjs: ['core/store'],
  'y-indexeddb': ['core/store'],
  dexie: ['core/store', 'extension/background'],
  '@noble/hashes': ['core/model', 'core/journal', 'core/members', 'core/sync'],
  '@hpke/core': ['core/journal', 'core/members'],
  '@scure/base': ['core/members'],
  '@scure/bip39': ['core/journal', 'core/members', 'core/sync'],
  'hash-wasm': ['core/members', 'core/store'],
  fflate: ['core/extraction'],
  htmlparser2: ['core/extraction', 'core/rights'],
  'spdx-license-list': ['core/rights'],
  'postal-mime': ['core/extraction'],
  'pdfjs-dist': ['core/extraction', 'core/cli', 'extension/offscreen'],
  tldts: ['core/policy', 'extension/background'],
  '@webext-core/messaging': ['extension/messaging.ts'],
  wxt: ['extension/entrypoints'],
  'workbox-precaching': ['pwa/service-worker.ts'],
  'workbox-window': ['pwa/app'],
  echarts: ['pwa/charts'],
  uqr: ['pwa/screens/invite'],
  virtua: ['pwa/ui', 'pwa/records'],
  'bits-ui': ['pwa/ui'],
  '@lucide/svelte': ['pwa/', 'extension/entrypoints', 'extension/ui'],
  svelte: ['pwa/', 'extension/entrypoints', 'extension/ui'],
  ws: ['pwa/serve'],
}

/** Build configuration may name its tools. */
const toolConfiguration = '^(wxt|pwa/(vite|svelte))\\.config\\.[jt]s$|^\\.config/'

const contentScripts = '^extension/(channels|page|notices)/|^extension/entrypoints/[^/]*content'

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const anyOf = (names) => `(${names.map(escaped).join('|')})`
const inPackage = (name) => `(^|/)node_modules/${escaped(name)}/`

const below = (room) => [...new Set(rooms[room].flatMap((other) => [other, ...below(other)]))]

const roomRules = Object.keys(rooms).map((room) => ({
  name: `core-${room}`,
  comment: `core/${room} may import ${[...below(room), 'model', 'i18n'].join(', ')} and nothing else of ours`,
  severity: 'error',
  from: { path: `^core/${room}/` },
  to: {
    path: '^(core|extension|pwa|test)/',
    pathNot: `^core/${anyOf([room, 'model', 'i18n', ...below(room)])}/`,
  },
}))

const packageRules = Object.entries(packages).map(([name, folders]) => ({
  name: `package-${name}`,
  comment: `${name} may be imported only in ${folders.join(', ')}`,
  severity: 'error',
  from: { pathNot: [`^${anyOf(folders)}`, toolConfiguration, '^test/'] },
  to: { path: inPackage(name) },
}))

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file or three',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'An import leads to a file',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(virtual:|/)' },
    },
    ...roomRules,
    {
      name: 'core-is-pure',
      comment: 'core imports neither the applications nor tests; only its command line may use Node',
      severity: 'error',
      from: { path: '^core/' },
      to: { path: '^(extension|pwa|test)/' },
    },
    {
      name: 'node-only-in-node',
      comment: 'Node built-ins belong to the command line, the server and build configuration',
      severity: 'error',
      from: { pathNot: ['^core/cli/', '^pwa/serve/', toolConfiguration] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'apart-pwa',
      comment: 'pwa and extension meet only in core',
      severity: 'error',
      from: { path: '^pwa/' },
      to: { path: '^(extension|test)/' },
    },
    {
      name: 'apart-extension',
      comment: 'pwa and extension meet only in core',
      severity: 'error',
      from: { path: '^extension/' },
      to: { path: '^(pwa|test)/' },
    },
    {
      name: 'ui-has-no-domain',
      comment: 'pwa/ui holds styled primitives without a domain word: it imports nothing of ours',
      severity: 'error',
      from: { path: '^pwa/ui/' },
      to: { path: '^(core|pwa|extension)/', pathNot: '^pwa/ui/' },
    },
    {
      name: 'server-stands-alone',
      comment: 'What npm start runs knows files, device keys and the words of signaling, not the application',
      severity: 'error',
      from: { path: '^pwa/serve/' },
      to: {
        path: '^(core|pwa|extension)/',
        pathNot: '^pwa/serve/|^core/(sync/signaling|journal/device|model/ids)[.]ts$',
      },
    },
    {
      name: 'nobody-imports-the-server',
      severity: 'error',
      from: { path: '^(core|extension|pwa)/', pathNot: '^pwa/serve/' },
      to: { path: '^pwa/serve/' },
    },
    {
      name: 'light-content-scripts',
      comment:
        'Content scripts run in every page: no schema library, store or framework, not even through another file',
      severity: 'error',
      from: { path: contentScripts },
      to: {
        path: `(^|/)node_modules/${anyOf(['zod', 'yjs', 'y-indexeddb', 'dexie', 'svelte'])}/`,
        reachable: true,
      },
    },
    ...packageRules,
    {
      name: 'known-packages',
      comment: 'A package is listed in .config/dependency-cruiser.cjs with the folders that may import it',
      severity: 'error',
      from: { path: '^(core|extension|pwa)/', pathNot: toolConfiguration },
      to: {
        path: '(^|/)node_modules/',
        pathNot: Object.keys(packages).map(inPackage).concat(inPackage('@types/chrome')),
      },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    extraExtensionsToScan: ['.css', '.json', '.html'],
    exclude: { path: '^(core/i18n/generated|pwa/dist|\\.output|\\.wxt)/' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'browser', 'import', 'default'],
      mainFields: ['svelte', 'module', 'main', 'types'],
      extensions: ['.ts', '.svelte', '.svelte.ts', '.js', '.mjs', '.json', '.css'],
    },
  },
}
