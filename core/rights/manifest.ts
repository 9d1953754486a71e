/** What a package manifest declares about its licence. */
export interface Manifest {
  readonly licence?: string
  /** `UNLICENSED`: expressly not licensed to anybody. */
  readonly proprietary?: true
  readonly title?: string
  readonly author?: string
}

/** Reads package.json, composer.json, Cargo.toml, pyproject.toml and PKG-INFO; `file` is the name in lower case. */
export function readManifest(file: string, text: string): Manifest {
  return file.endsWith('.json') ? ofJson(text.slice(0, longest)) : ofLines(text.slice(0, longest))
}
const longest = 500_000

function ofJson(text: string): Manifest {
  const manifest = parse(text)
  if (!isObject(manifest)) return {}
  const licence = licenceIn(manifest['license']) ?? licenceIn(manifest['licenses'])
  return {
    ...described(licence),
    ...textOf('title', manifest['name']),
    ...textOf('author', isObject(manifest['author']) ? manifest['author']['name'] : manifest['author']),
  }
}

/** A string, npm's old `{ type }`, or a list of either (npm's old `licenses`, composer's choice). */
function licenceIn(value: unknown): string | undefined {
  const each = (Array.isArray(value) ? value.slice(0, 10) : [value]).flatMap((one: unknown) => {
    const type = isObject(one) ? one['type'] : one
    return typeof type === 'string' ? [type] : []
  })
  return each.length === 0 ? undefined : each.join(' OR ')
}

function ofLines(text: string): Manifest {
  const line = (shape: RegExp) => shape.exec(text)?.[1]
  const licence =
    line(/^license-expression:\s*(.+)$/im) ??
    line(/^license\s*=\s*["']([^"']+)["']/m) ??
    line(/^license\s*=\s*\{[^}\n]*text\s*=\s*["']([^"'\n]+)["']/m) ??
    line(/^license:\s*(.+)$/im)
  return { ...described(licence), ...textOf('title', line(/^name\s*[:=]\s*["']?([^"'\n]+)/im)) }
}

/** `SEE LICENSE IN file` leaves it to that file; an empty field says nothing. */
function described(licence: string | undefined): Manifest {
  const text = licence?.trim() ?? ''
  if (text === '' || text.length > 200 || /^see licen[sc]e/i.test(text)) return {}
  return /^unlicensed$|^proprietary$/i.test(text) ? { proprietary: true } : { licence: text }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A broken manifest declares nothing.
    return undefined
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const textOf = (key: 'title' | 'author', value: unknown): Manifest =>
  typeof value === 'string' && value.trim() !== '' ? { [key]: value.trim().slice(0, 200) } : {}
