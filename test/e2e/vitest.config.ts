import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Real browsers, two files at a time: each test starts its own browser on a profile of its own. */
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
