import { buildStatement, type Claim } from './build-statement.ts'
import { licenceFile, manifestNames } from './licence-file-name.ts'
import { licenceOfText } from './licence-text.ts'
import { readManifest } from './manifest.ts'
import { named, unrecognised } from './recognise.ts'
import { expressionOf } from './spdx-expression.ts'
import type { Statement, Terms } from './statement.ts'

export { maySpeakOfRights } from './licence-file-name.ts'

/** A member of an archive that may speak of rights, or a file by itself: name with folders, text. */
export interface LicenceFile {
  readonly name: string
  readonly text: string
}

/**
 * What the licence files and manifests of an archive (or a file by itself) say of it. The package at the root speaks
 * of the whole; packages inside are parts, and the whole may be used only as all of them allow.
 */
export function statementOfFiles(subject: string, files: readonly LicenceFile[]): Statement {
  const root = commonFolder(files.map(({ name }) => name))
  const packages = Map.groupBy(files, ({ name }) => folderOf(name.slice(root.length)))
  const whole = buildStatement(subject, claimsOf(packages.get('') ?? []))
  const parts = [...packages]
    .filter(([folder]) => folder !== '')
    .map(([folder, inside]) => buildStatement(folder, claimsOf(inside)))
    .filter(({ terms }) => terms !== undefined)
  if (parts.length === 0) return whole
  const claims = [whole, ...parts].flatMap(
    (statement): readonly Claim[] =>
    statement.terms === undefined
      ? []
      : [{ from: statement === whole ? 'package' : 'part', scope: 'package', authority: 'B', distance: 1, says: expressionOf(statement.terms), terms: statement.terms }], // prettier-ignore
  )
  const together = buildStatement(subject, claims)
  return {
    ...together,
    credit: whole.credit,
    // Parts under other licences are how software is made, not a contradiction; a part cannot license the whole.
    status: whole.terms === undefined ? whole.status : together.status,
    confidence: whole.confidence,
    conflicts: [...whole.conflicts, ...parts.flatMap(({ conflicts }) => conflicts)],
    readings: [...whole.readings, ...parts.flatMap(({ readings }) => readings)],
  }
}

function claimsOf(files: readonly LicenceFile[]): readonly Claim[] {
  const claims = files.flatMap((file) => claimsIn(file))
  const declared = claims.find(({ from }) => from === 'manifest')?.terms
  // LICENSE-MIT beside `MIT OR Apache-2.0` is one of the choices, and a GPL text cannot say "or later": no conflicts.
  return declared === undefined
    ? claims
    : claims.filter(
        ({ from, terms }) => from === 'manifest' || terms === undefined || !covers(declared, terms),
      )
}

function claimsIn({ name, text }: LicenceFile): readonly Claim[] {
  const file = name.split('/').at(-1) ?? name
  const claim = (from: string, says: string, more: Partial<Claim>): Claim => ({
    from,
    scope: 'package',
    authority: 'B',
    distance: 0,
    says,
    ...more,
  })
  if (manifestNames.has(file.toLowerCase())) {
    const { licence, proprietary, title, author } = readManifest(file.toLowerCase(), text)
    const credit = { ...(title !== undefined && { title }), ...(author !== undefined && { author }) }
    if (proprietary) return [claim('manifest', 'UNLICENSED', { notice: 'proprietary', credit })]
    if (licence === undefined) return [claim('manifest', '', { credit })]
    const terms = named(licence) ?? unrecognised()
    return [claim('manifest', expressionOf(terms), { terms, credit })]
  }
  const tags = [...text.slice(0, 100_000).matchAll(/SPDX-License-Identifier:\s*([^\r\n*]{1,200})/g)]
    .map(([, expression = '']) => expression.replace(/(-->|\*\/).*$/, '').trim())
    .map((expression) => named(expression) ?? unrecognised())
  if (tags.length > 0) return tags.map((terms) => claim('spdx-tag', expressionOf(terms), { terms }))
  const terms = licenceOfText(text)
  if (terms) return [claim('licence-text', expressionOf(terms), { terms })]
  if (licenceFile.test(file)) {
    const unknown = unrecognised()
    return [claim('licence-text', expressionOf(unknown), { terms: unknown, notice: text.slice(0, 1000) })]
  }
  return [claim('text', '', { notice: text.slice(0, 1000), authority: 'F' })]
}

/** Whether terms read from a text are already among those declared, up to `-only` and `-or-later`. */
function covers(declared: Terms, read: Terms): boolean {
  if (read.type !== 'licence') return expressionOf(declared) === expressionOf(read)
  const plain = (id: string) => id.replace(/-(only|or-later)$/, '')
  return declared.type === 'licence'
    ? plain(declared.id) === plain(read.id)
    : declared.of.some((part) => covers(part, read))
}

const folderOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('/')))

/** The folder everything lies in, with its slash: archives of repositories have one. */
function commonFolder(names: readonly string[]): string {
  const [first = ''] = names
  const folder = first.slice(0, first.indexOf('/') + 1)
  return folder !== '' && names.every((name) => name.startsWith(folder)) ? folder : ''
}
