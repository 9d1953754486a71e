import { join } from 'node:path'
import { build } from 'vite'

/** The widgets of `fixtures/widgets` as one script, bundled as a site would: once for as long as the tests run. */
export function bundleWidgets(): Promise<string> {
  return (bundle ??= bundleNow())
}

let bundle: Promise<string> | undefined

async function bundleNow(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      lib: {
        entry: join(import.meta.dirname, '../fixtures/widgets/widgets.ts'),
        formats: ['es'],
        fileName: 'widgets',
      },
    },
  })
  const chunks = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    'output' in one ? one.output : [],
  )
  const script = chunks.find((chunk) => chunk.type === 'chunk')
  if (!script) throw new Error('the widgets were not bundled')
  return script.code
}
