import { expect, test } from 'vitest'
import { decodeEnvelope } from '../../../core/journal/envelope-codec.ts'
import { readFile } from '../../../core/store/file/read-file.ts'
import { unwrap } from '../../../core/model/result.ts'
import { piecesOf } from '../../support/pieces.ts'
import { foundedStore, founding, openTestStore } from '../../support/store.ts'

test('until a passphrase is set the health says so; afterwards the recovery key is sealed and its open form is gone', async () => {
  const opened = await foundedStore()
  expect((await opened.queries.health()).passphraseSet).toBe(false)
  expect(await opened.store.execute({ type: 'setBackupPassphrase', passphrase: '太短' })).toMatchObject({
    error: { type: 'PassphraseTooShort' },
  })
  unwrap(await opened.store.execute({ type: 'setBackupPassphrase', passphrase: '嵐山的雲在午後散開' + '了' }))
  const row = await opened.database.meta.get('recovery')
  expect(row).toMatchObject({ sealed: { salt: expect.stringMatching(/^[0-9a-f]{32}$/) } })
  expect(row).not.toHaveProperty('open')
  expect((await opened.queries.health()).passphraseSet).toBe(true)
  expect(
    await opened.store.execute({ type: 'setBackupPassphrase', passphrase: '另一句完全不同的話' + '語' }),
  ).toMatchObject({
    error: { type: 'NothingToAnswer' },
  })
})

test('a workspace asked for with too short a passphrase is not begun', async () => {
  const opened = await openTestStore()
  expect(await opened.store.execute({ ...founding, passphrase: 'abc' })).toMatchObject({
    error: { type: 'PassphraseTooShort' },
  })
  expect(await opened.database.envelopes.count()).toBe(0)
})

test('the exported journal holds every envelope, sealed, and no personal value', async () => {
  const opened = await foundedStore()
  const { fileName, file } = unwrap(
    await opened.store.execute({ type: 'exportFile', what: { type: 'everything' }, chunks: false }),
  )
  const bytes = new Uint8Array(await file.arrayBuffer())
  expect(fileName).toBe('countersign-202611220900.countersign')
  const text = new TextDecoder('utf-8').decode(bytes)
  expect(text.startsWith('countersign/file/1\n')).toBe(true)
  expect(text).not.toContain('林佩蓉')
  let count = 0
  const kinds: string[] = []
  for await (const part of readFile(piecesOf(bytes, 100))) {
    kinds.push(part.type)
    if (part.type !== 'parcel') continue
    expect(decodeEnvelope(part.parcel.envelope).ok).toBe(true)
    count++
  }
  expect(count).toBe(await opened.database.envelopes.count())
  expect([kinds[0], kinds.at(-1)]).toEqual(['header', 'end'])
})
