import { expect, test } from 'vitest'
import { recordTypes } from '../../../../core/records/index.ts'
import { formLayout, formRows } from '../../../../pwa/records/form-layout.ts'

test('the rows of every form hold one wide field or two short ones, all fields in their order', () => {
  for (const { key, fields } of recordTypes) {
    const cells = formLayout(fields)
    const rows = formRows(cells)
    expect(rows.flat(), key).toEqual(cells)
    for (const row of rows)
      expect(
        row.map(({ wide }) => wide),
        key,
      ).toEqual(row.length === 1 ? [true] : [false, false])
  }
})
