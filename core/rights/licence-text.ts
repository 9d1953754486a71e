import { familyOf } from './family.ts'
import { spdxIdNamed } from './spdx-list.ts'
import type { Terms } from './statement.ts'

/**
 * Phrases a licence's own text must have, and must not: few words, but those on which its neighbours differ (ISC demands
 * its notice, 0BSD does not). In lower case, spaces and punctuation made one space.
 */
interface Anchor {
  readonly id: string
  readonly has: readonly string[]
  readonly hasNot?: readonly string[]
  /** Most words of a text that is this licence and nothing more; further clauses or further licences make it longer. */
  readonly words?: number
}
const titles = {
  by: 'attribution',
  'by-sa': 'attribution sharealike',
  'by-nd': 'attribution noderivatives',
  'by-nc': 'attribution noncommercial',
  'by-nc-sa': 'attribution noncommercial sharealike',
  'by-nc-nd': 'attribution noncommercial noderivatives',
} as const

const anchors: readonly Anchor[] = [
  { id: 'MIT', words: 230, has: ['permission is hereby granted free of charge to any person obtaining a copy', 'shall be included in all copies or substantial portions', 'as is'], hasNot: ['shall not be used in advertising or otherwise', 'for good not evil'] },
  { id: 'MIT-0', words: 180, has: ['permission is hereby granted free of charge to any person obtaining a copy', 'as is'], hasNot: ['shall be included in all copies', 'subject to the following conditions'] },
  { id: 'ISC', words: 190, has: ['permission to use copy modify and or distribute this software for any purpose with or without fee is hereby granted', 'appear in all copies'] },
  { id: 'ISC', words: 190, has: ['permission to use copy modify and distribute this software for any purpose with or without fee is hereby granted', 'appear in all copies'] },
  { id: '0BSD', words: 170, has: ['permission to use copy modify and or distribute this software for any purpose with or without fee is hereby granted'], hasNot: ['appear in all copies'] },
  { id: 'BSD-3-Clause', words: 280, has: ['redistribution and use in source and binary forms', 'redistributions in binary form must reproduce', 'used to endorse or promote products'], hasNot: ['all advertising materials mentioning', 'no express or implied licenses to any party s patent'] },
  { id: 'BSD-4-Clause', words: 300, has: ['redistribution and use in source and binary forms', 'all advertising materials mentioning'] },
  { id: 'BSD-2-Clause', words: 230, has: ['redistribution and use in source and binary forms', 'redistributions in binary form must reproduce'], hasNot: ['endorse or promote', 'all advertising materials mentioning', 'patent'] },
  { id: 'Apache-2.0', has: ['apache license version 2 0 january 2004', 'terms and conditions for use reproduction and distribution'] },
  { id: 'AGPL-3.0-only', has: ['gnu affero general public license version 3', 'remote network interaction'] },
  { id: 'LGPL-3.0-only', has: ['gnu lesser general public license version 3', 'this version of the gnu lesser general public license incorporates'] },
  { id: 'LGPL-2.1-only', has: ['gnu lesser general public license version 2 1', 'terms and conditions for copying'] },
  { id: 'GPL-3.0-only', has: ['gnu general public license version 3 29 june 2007', 'terms and conditions'], hasNot: ['remote network interaction use with'] },
  { id: 'GPL-2.0-only', has: ['gnu general public license version 2 june 1991', 'terms and conditions for copying'] },
  { id: 'MPL-2.0', has: ['mozilla public license version 2 0', 'covered software'] },
  { id: 'EPL-2.0', has: ['eclipse public license v 2 0', 'recipient'] },
  { id: 'Unlicense', words: 270, has: ['this is free and unencumbered software released into the public domain'] },
  { id: 'Zlib', words: 200, has: ['the origin of this software must not be misrepresented', 'altered source versions must be plainly marked', 'may not be removed or altered from any source distribution'] },
  { id: 'BSL-1.0', has: ['boost software license version 1 0', 'permission is hereby granted'] },
  { id: 'OFL-1.1', has: ['sil open font license version 1 1', 'reserved font name'] },
  { id: 'WTFPL', words: 130, has: ['do what the fuck you want to public license'] },
  { id: 'CC0-1.0', has: ['cc0 1 0 universal', 'statement of purpose'] },
  { id: 'OGDL-Taiwan-1.0', has: ['政府資料開放授權條款', '資料提供機關', '顯名'] },
  { id: 'BUSL-1.1', has: ['business source license 1 1', 'change date'] },
  { id: 'ODbL-1.0', has: ['open database license', 'odbl', 'derivative database'] },
  ...(['by-nc-nd', 'by-nc-sa', 'by-nc', 'by-nd', 'by-sa', 'by'] as const).flatMap((code) =>
    (['4.0', '3.0'] as const).map((version) => ({
      id: `CC-${code.toUpperCase()}-${version}`,
      has: [`${titles[code]} ${version.replace('.', ' ')}`, version === '4.0' ? 'licensed material' : 'licensor'],
    })),
  ),
] // prettier-ignore

/** The licence a text is the text of; nothing where it is none we know for sure. */
export function licenceOfText(text: string): Terms | undefined {
  const plain = flat(text.slice(0, longest))
  const count = plain.split(' ').length
  const found = anchors.find(
    ({ has, hasNot = [], words = Infinity }) =>
      count <= words &&
      has.every((phrase) => plain.includes(phrase)) &&
      !hasNot.some((phrase) => plain.includes(phrase)),
  )
  const id = found?.id ?? titled(text)
  return id === undefined ? undefined : { type: 'licence', id, family: familyOf(id) }
}
const longest = 400_000

/** A short file that is nothing but a licence's name, as some archives carry. */
function titled(text: string): string | undefined {
  const lines = text.slice(0, 1000).split(/\r?\n/).map((line) => line.trim()).filter(Boolean) // prettier-ignore
  return lines.length <= 3 && lines[0] !== undefined ? spdxIdNamed(lines[0]) : undefined
}

const flat = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')
