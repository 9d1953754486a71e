import { posix } from 'node:path'
import { expect, test } from 'vitest'
import { readTracked, trackedFiles } from '../support/tracked-files.ts'

/** Folders of one-thing-one-file, with the index that lists them all. */
const indexes = [
  'core/records/index.ts',
  'core/detection/detectors/index.ts',
  'core/policy/packs/index.ts',
  'core/rights/signals/index.ts',
]

/** Record types stand in a folder per duty; what stands beside the index serves all of them. */
const notEntries = new Set(['core/records/labels.ts', 'core/records/library-entries.ts'])

test.each(indexes)('%s names every file of its folder', (index) => {
  const folder = posix.dirname(index)
  const imported = new Set(
    [...readTracked(index).matchAll(/from '(\.[^']+)'/g)].map(([, path]) => posix.join(folder, path ?? '')),
  )
  const entries = trackedFiles.filter(
    (path) =>
      path.startsWith(`${folder}/`) && path.endsWith('.ts') && path !== index && !notEntries.has(path),
  )
  expect(entries.length).toBeGreaterThan(0)
  expect(entries.filter((path) => !imported.has(path))).toEqual([])
})
