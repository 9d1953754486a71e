import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { svelte, vitePreprocess } from '@sveltejs/vite-plugin-svelte'
import tailwind from '@tailwindcss/vite'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { pdfFiles, pdfVersion } from '../.config/pdf-files.ts'

/** Milliseconds since 1970; tests fix it to let a newer build meet an older one. */
const build = Number(process.env['COUNTERSIGN_BUILD'] ?? Date.now())

/** Named by the version: its files never change under their address. */
const pdfFolder = `pdf-${pdfVersion}`

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // The built page may be served under any path.
  base: './',
  define: { __BUILD__: JSON.stringify(build), __PDF_FOLDER__: JSON.stringify(pdfFolder) },
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0 },
  worker: { format: 'es' },
  plugins: [
    svelte({
      configFile: false,
      preprocess: vitePreprocess({ script: false }),
      compilerOptions: { runes: true },
    }),
    tailwind(),
    contentSecurityPolicy(),
    pdfReader(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: '.',
      filename: 'service-worker.ts',
      registerType: 'prompt',
      injectRegister: null,
      injectManifest: {
        // Every asset: a cold start without network must find all of them.
        globPatterns: ['**/*.{html,js,css,svg,png,webmanifest,woff2,wasm,json}'],
        maximumFileSizeToCacheInBytes: 32 * 1024 * 1024,
      },
      manifest: {
        id: './',
        name: '會簽 Countersign',
        short_name: '會簽',
        description: '資訊安全管理，存於您的裝置，逐筆簽章。',
        lang: 'zh-Hant-TW',
        start_url: './',
        scope: './',
        display: 'standalone',
        background_color: '#f2f2f0',
        theme_color: '#f2f2f0',
        categories: ['business', 'productivity'],
        icons: [
          { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' },
          { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: 'icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
    }),
  ],
})

/** Outside of what is loaded or cached at first: who tries a rule on a PDF fetches it (`workers/keep-reader.ts`). */
function pdfReader(): Plugin {
  return {
    name: 'pdf-reader',
    apply: 'build',
    generateBundle() {
      for (const { file, name } of pdfFiles)
        this.emitFile({ type: 'asset', fileName: `${pdfFolder}/${name}`, source: readFileSync(file) })
    },
  }
}

/** Only in the built page: the development server injects styles and a socket this policy forbids. */
function contentSecurityPolicy(): Plugin {
  const policy = [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "connect-src 'self'",
    "worker-src 'self'",
    "img-src 'self' blob: data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
        injectTo: 'head-prepend',
      },
    ],
  }
}
