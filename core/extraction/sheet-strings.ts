import type { Budget } from './extraction.ts'
import { decodeEntities, walkXml } from './xml.ts'

export interface SharedStrings {
  readonly texts: readonly string[]
  /** 1 where a cell shows the string; what none shows is left over from something deleted. */
  readonly used: Uint8Array
}

/** Reads `xl/sharedStrings.xml` (ECMA-376 18.4.8): runs joined, phonetic hints left out. */
export function readSharedStrings(xml: string, budget: Budget): SharedStrings {
  const texts: string[] = []
  let current = ''
  let isText = false
  let phonetic = false
  walkXml(
    xml,
    {
      open: (name) => {
        if (name === 'si') current = ''
        else if (name === 'rPh') phonetic = true
        else if (name === 't') isText = !phonetic
      },
      text: (text) => {
        if (isText) current += decodeEntities(text)
      },
      close: (name) => {
        if (name === 't') isText = false
        else if (name === 'rPh') phonetic = false
        else if (name === 'si') texts.push(current)
      },
    },
    budget,
  )
  return { texts, used: new Uint8Array(texts.length) }
}
