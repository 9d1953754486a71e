import type { Budget } from './extraction.ts'
import type { Flow } from './flow.ts'
import { keepAttributes } from './readable-attributes.ts'
import { attribute, decodeEntities, walkXml } from './xml.ts'

/**
 * Reads a part of WordprocessingML, DrawingML or any other XML in an office package into the flow: paragraphs, tables,
 * and beside them text boxes, deleted text, field codes and attributes a person may read. Both markups name their
 * paragraphs `p` and their tables `tbl`, `tr`, `tc` (ECMA-376 17.4, 21.1.3).
 */
export function readOfficePart(xml: string, flow: Flow, budget: Budget): void {
  let paragraphs = 0
  let hidden = 0
  let span = 1
  let element = ''
  /** Deleted text or a field code: one sentence of its own, whatever runs it is split over. */
  let besideText = ''
  const endBeside = (): void => {
    flow.aside(besideText)
    besideText = ''
  }

  walkXml(
    xml,
    {
      open: (name, attributes) => {
        element = name
        if (name === 'tbl') flow.openTable()
        else if (name === 'tr') flow.openRow()
        else if (name === 'tc') {
          flow.openCell()
          span = 1
        } else if (name === 'gridSpan') span = Number(attribute(attributes, 'val') ?? 1)
        else if (name === 'p') paragraphs++
        else if (name === 'br' || name === 'cr') flow.breakLine()
        else if (name === 'tab' || name === 'ptab') flow.text('\t')
        else if (name === 'noBreakHyphen') flow.text('-')
        else if (name === 'txbxContent' || name === 'textbox') flow.openAside()
        else if (measures.has(name)) hidden++
        if (attributes.length > 8) keepAttributes(attributes, flow)
      },
      text: (text) => {
        if (hidden > 0 || (element !== 't' && text.trim() === '')) return
        if (element === 'delText' || element === 'instrText' || element === 'delInstrText')
          besideText += decodeEntities(text)
        else flow.text(decodeEntities(text))
      },
      close: (name) => {
        if (name === 'p') {
          paragraphs = Math.max(0, paragraphs - 1)
          flow.breakLine()
          endBeside()
        } else if (name === 'tc') flow.closeCell(span)
        else if (name === 'tbl') flow.closeTable()
        else if (name === 'txbxContent' || name === 'textbox') flow.closeAside()
        else if (measures.has(name)) hidden--
        // Outside paragraphs (properties, chart values, custom XML) each element stands alone.
        else if (paragraphs === 0 && name !== 'r' && name !== 't') flow.breakLine()
        element = ''
      },
      other: (raw) => {
        if (raw.startsWith('<!--')) flow.aside(raw.slice(4, -3))
      },
    },
    budget,
  )
  flow.breakLine()
  endBeside()
}

/** Elements whose text is a place or a size. */
const measures = new Set([
  'posOffset', 'align', 'pctWidth', 'pctHeight', 'pctPosHOffset', 'pctPosVOffset', 'colOff', 'rowOff', 'col', 'row',
  'TotalTime', 'Pages', 'Words', 'Characters', 'CharactersWithSpaces', 'Lines', 'Paragraphs', 'AppVersion',
]) // prettier-ignore
