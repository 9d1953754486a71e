import { describe, expect, test } from 'vitest'
import { createDevice } from '../../../core/journal/device.ts'
import { toHex, utf8 } from '../../../core/model/bytes.ts'
import type { Attachment } from '../../../core/model/attachment.ts'
import { unwrap } from '../../../core/model/result.ts'
import { recordTypes } from '../../../core/records/index.ts'
import { displayText } from '../../../pwa/records/display-text.ts'
import { foundedStore, ownId } from '../../support/store.ts'
import { productFiles, readTracked } from '../../support/tracked-files.ts'

/** Who holds an attachment's key can read its chunks wherever they are: it must never leave with an export. */
async function attached() {
  const opened = await foundedStore()
  const id = ownId(opened, 'EVD')
  const values = {
    title: '還原測試紀錄',
    kind: 'file',
    collectedAt: '2026-11-22T09:00:00+08:00',
    collectedBy: opened.personId,
    linkedTo: [opened.personId],
    containsPersonalData: false,
    retentionUntil: '2031-11-22',
  }
  unwrap(await opened.store.execute({ type: 'commit', changes: [{ type: 'create', id, recordType: 'evidence', values }] })) // prettier-ignore
  const file = new File([utf8('還原成功')], '還原測試.txt', { type: 'text/plain' })
  unwrap(await opened.store.execute({ type: 'attach', id, field: 'file', file }))
  const row = await opened.queries.recordById(id)
  const attachment = row?.values['file'] as Attachment
  expect(attachment.key).toMatch(/^[0-9a-f]{64}$/)
  return { opened, row, attachment }
}

/** The key as text, and the bytes it stands for. */
const holdsKey = (bytes: Uint8Array, key: string): boolean =>
  [toHex(utf8(key)), key].some((wanted) => toHex(Uint8Array.from(bytes)).includes(wanted))

describe('the key of an attachment', () => {
  test('is found by this search where it does stand', async () => {
    const { attachment } = await attached()
    expect(holdsKey(utf8(JSON.stringify(attachment)), attachment.key)).toBe(true)
    const raw = Uint8Array.from(attachment.key.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
    expect(holdsKey(raw, attachment.key)).toBe(true)
  })

  test('is not in the file of all envelopes', async () => {
    const { opened, attachment } = await attached()
    const { file } = unwrap(
      await opened.store.execute({ type: 'exportFile', what: { type: 'everything' }, chunks: true }),
    )
    const bytes = new Uint8Array(await file.arrayBuffer())
    expect(bytes.length).toBeGreaterThan(1000)
    expect(holdsKey(bytes, attachment.key)).toBe(false)
  })

  test('is not in what a paired extension is told', async () => {
    const { opened, attachment } = await attached()
    const { id, signKey, agreeKey, client } = await createDevice()
    unwrap(await opened.store.enrolExtension({ id, signKey, agreeKey, client }))
    const bundle = JSON.stringify(unwrap(await opened.store.bundleFor(id)))
    expect(bundle).toContain('嵐山綜合醫院')
    expect(bundle).not.toContain(attachment.key)
  })

  test('is in no text of the record: not its title, what a search finds it by, or its printed values', async () => {
    const { row, attachment } = await attached()
    const { values: _, ...rest } = row!
    expect(JSON.stringify(rest)).not.toContain(attachment.key)
    for (const type of recordTypes)
      for (const [name, field] of Object.entries(type.fields)) {
        if (field.kind !== 'attachment') continue
        const shown = displayText(field, attachment, { type: type.key, name, dates: 'roc', nameOf: String })
        expect(shown).toContain('還原測試')
        expect(shown).not.toContain(attachment.key)
      }
  })

  test('is read by nobody but who seals, opens and keeps the chunks: a new exporter has to be tried here', () => {
    const core = productFiles.filter((path) => path.startsWith('core/'))
    const leaving = /^core\/(exchange|forms)\/|\/(export|print|write)-[^/]*\.ts$/
    expect(core.filter((path) => leaving.test(path)).toSorted()).toEqual([
      'core/cli/print-rights.ts',
      'core/cli/print-table.ts',
      'core/store/file/write-file.ts',
    ])
    const know = core.filter((path) => /model\/attachment\.ts'/.test(readTracked(path)))
    expect(know.every((path) => path.startsWith('core/store/attachments/'))).toBe(true)
  })
})
