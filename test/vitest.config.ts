import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

/**
 * Node only: fake-indexeddb is imported by the tests that want a database, never made global, so that a
 * test of a pure room fails when its subject reaches for storage.
 */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  // Behaviour in `.svelte.ts` uses runes, which need compiling.
  plugins: [svelte({ configFile: false })],
  cacheDir: 'node_modules/.vite/unit',
  test: {
    environment: 'node',
    include: ['test/unit/**/*.test.ts', 'test/contract/**/*.test.ts', 'test/architecture/**/*.test.ts'],
    testTimeout: 15_000,
    hookTimeout: 15_000,
    // Two cores are what a small CI machine has; more workers only fight for them.
    maxWorkers: 2,
    passWithNoTests: false,
    allowOnly: false,
    restoreMocks: true,
  },
})
