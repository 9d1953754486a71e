import { expect, test } from 'vitest'
import { sealText } from '../../../../pwa/ui/seal-text.ts'

test('a seal has four characters: 印 after three, 之印 after two, four as they are', () => {
  expect([sealText('林佩蓉'), sealText('王勇'), sealText('歐陽依琳')].map(({ text }) => text)).toEqual([
    '林佩蓉印',
    '王勇之印',
    '歐陽依琳',
  ])
})

test('longer and Latin names print as a line in a box', () => {
  for (const name of ['高・瓦歷斯・諾幹', 'Nguyễn Thị Hồng Nhung'])
    expect(sealText(name)).toEqual({ text: name, square: false })
})
