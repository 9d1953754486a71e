import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/**
 * Real browsers, each file on profiles of its own. A test waits for pages about half of its time, so three files at a
 * time keep two cores busy; more of them only wait for each other.
 */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  cacheDir: 'node_modules/.vite/e2e',
  test: {
    environment: 'node',
    include: ['test/e2e/**/*.e2e.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 60_000,
    allowOnly: false,
  },
})
