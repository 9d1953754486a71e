// Compiles core/i18n/messages/<locale>/*.json into typed functions in core/i18n/generated.
import { compile } from '@inlang/paraglide-js'

await compile({
  project: './core/i18n/project.inlang',
  outdir: './core/i18n/generated',
  strategy: ['globalVariable', 'baseLocale'],
  isServer: 'false',
  outputStructure: 'locale-modules',
  emitTsDeclarations: true,
  emitReadme: false,
})
