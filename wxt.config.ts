import { defineConfig } from 'wxt'
import { pdfFiles } from './.config/pdf-files.ts'

/** Where content scripts run: every page and every frame a page can make, before the page's own scripts. */
const everywhere = {
  matches: ['<all_urls>'],
  all_frames: true,
  match_about_blank: true,
  match_origin_as_fallback: true,
  run_at: 'document_start',
} as const

// No request leaves the extension: `connect-src` opens its own files only (character maps for PDFs), and everything it
// does not use is closed.
const policy =
  "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"

export default defineConfig({
  srcDir: 'extension',
  publicDir: 'extension/public',
  outDir: '.output',
  imports: false,
  manifestVersion: 3,
  modules: ['@wxt-dev/module-svelte'],
  // Named browsers, or the CSS minifier rewrites light-dark() for older ones.
  vite: () => ({ build: { modulePreload: false, target: ['chrome148', 'firefox128'] } }),
  hooks: {
    'build:publicAssets': (_, files) =>
      void files.push(
        ...pdfFiles.map(({ file, name }) => ({ absoluteSrc: file, relativeDest: `pdf/${name}` })),
      ),
  },
  suppressWarnings: { firefoxDataCollection: true },
  manifest: ({ browser }) => ({
    name: '__MSG_name__',
    short_name: '__MSG_shortName__',
    description: '__MSG_description__',
    default_locale: 'zh_TW',
    icons: { 16: 'icons/16.png', 32: 'icons/32.png', 48: 'icons/48.png', 128: 'icons/128.png' },
    // downloads: to hold, end and go on with what a person downloads. webNavigation: to know which page a tab shows.
    permissions: [
      'storage',
      'scripting',
      'alarms',
      'notifications',
      'downloads',
      'webNavigation',
      ...(browser === 'firefox' ? [] : ['offscreen']),
    ],
    host_permissions: ['<all_urls>'],
    // Employee protection, domain section 9: no private browsing.
    incognito: 'not_allowed',
    content_security_policy: { extension_pages: policy },
    content_scripts: [
      { ...everywhere, js: ['guard-content.js'] },
      { ...everywhere, js: ['page-world-content.js'], world: 'MAIN' },
    ],
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'guard@countersign.example',
              strict_min_version: '128.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : {
          // Files cross from page to background as files only where messages are cloned, not serialised.
          minimum_chrome_version: '148',
          message_serialization: 'structured_clone',
          storage: { managed_schema: 'managed-schema.json' },
        }),
  }),
})
