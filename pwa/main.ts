import './styles/app.css'
import { mount } from 'svelte'
import { openDatabase } from '../core/store/database.ts'
import { databaseName } from '../core/store/database-name.ts'
import { schemaVersion } from '../core/store/migrations/index.ts'
import { createQueries } from '../core/store/queries.ts'
import App from './app.svelte'
import { createUpdate } from './app-update.svelte.ts'
import { build } from './build.ts'
import { createPreferences } from './live/preferences.svelte.ts'
import { createHostClient } from './store-host/client.ts'
import { broadcastChannel, hostChannel } from './store-host/protocol.ts'
import { startExtensionBridge } from './transports/extension-bridge.ts'
import { startTeamLink } from './transports/webrtc/team-link.ts'

const client = createHostClient({
  channel: broadcastChannel(hostChannel),
  stamp: { build, schema: schemaVersion },
  locks: navigator.locks,
  startWorker: () =>
    new Worker(new URL('./store-host/worker.ts', import.meta.url), { type: 'module', name: 'store-host' }),
  besideWorker: (worker) => startTeamLink(window, worker),
})
startExtensionBridge(window, client)

mount(App, {
  target: document.body,
  props: {
    store: { client, queries: createQueries(openDatabase({ name: databaseName })) },
    preferences: createPreferences(),
    update: createUpdate(),
  },
})
