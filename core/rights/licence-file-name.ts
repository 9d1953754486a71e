/** Whether a member of an archive is worth reading for its rights, by its name alone. */
export function maySpeakOfRights(name: string): boolean {
  const parts = name.split('/')
  const file = parts.at(-1) ?? ''
  return parts.length <= deepest && (licenceFile.test(file) || manifestNames.has(file.toLowerCase()))
}
const deepest = 5

/** Names of licence files in any case, with any suffix, and what this product's users write in Chinese. */
export const licenceFile = /^(licen[sc]e|copying|unlicense|ofl|eula|授權|版權)(\b|[-_.].*|條款.*|聲明.*|$)/i

export const manifestNames: ReadonlySet<string> = new Set([
  'package.json',
  'cargo.toml',
  'pyproject.toml',
  'composer.json',
  'pkg-info',
])
