import { Inflate } from 'fflate'
import { CannotInspect, type Budget } from './extraction.ts'

const streamWord = 'stream'
/** A dictionary before its stream; a longer one is read from its end. */
const longestDictionary = 4096
const step = 16 * 1024
/** A stream this small can unpack to no more than `ratioFromBytes` (deflate reaches 1032 : 1). */
const mostPerByte = 1032

/**
 * Unpacks every packed text stream of a PDF once, counting and forgetting: PDF.js unpacks into memory without a limit.
 * Pictures are left out, since only their places are read. Throws `CannotInspect('bomb')`.
 */
export function refusePdfBomb(bytes: Uint8Array, budget: Budget): void {
  const latin = new TextDecoder('latin1').decode(bytes)
  for (let at = latin.indexOf(streamWord); at !== -1; at = latin.indexOf(streamWord, at + 6)) {
    budget.checkTime()
    if (latin.startsWith('end', at - 3)) continue
    const start = at + 6 + (latin[at + 6] === '\r' ? 2 : 1)
    const dictionary = latin.slice(Math.max(0, at - longestDictionary), at)
    const opened = dictionary.lastIndexOf(' obj')
    const told = opened === -1 ? dictionary : dictionary.slice(opened)
    const flates = told.match(/\/(?:FlateDecode|Fl)\b/g)?.length ?? 0
    if (flates === 0 || /\/Subtype\s*\/Image/.test(told)) continue
    const end = latin.indexOf('endstream', start)
    const packed = bytes.subarray(start, end === -1 ? bytes.length : end)
    if (flates === 1 && packed.length * mostPerByte < budget.limits.ratioFromBytes) continue
    count(packed, flates, budget)
    if (end === -1) return
    at = end
  }
}

/** Streams may be packed twice, and then a few bytes are enough. */
function count(packed: Uint8Array, times: number, budget: Budget): void {
  const whole = packed.length
  const stages = Array.from({ length: Math.min(times, 4) }, () => ({ out: 0, inflater: new Inflate() }))
  stages.forEach((stage, index) => {
    // zlib's header, two bytes, is the inflater's to skip only in its own format.
    let skipped = 0
    const next = stages[index + 1]
    stage.inflater.ondata = (piece) => {
      stage.out += piece.length
      budget.spendBytes(piece.length)
      if (stage.out > budget.limits.ratioFromBytes && stage.out > whole * budget.limits.ratio)
        throw new CannotInspect('bomb')
      if (next && skipped + piece.length > 2) next.inflater.push(piece.subarray(Math.max(0, 2 - skipped)))
      skipped = Math.min(2, skipped + piece.length)
    }
  })
  try {
    for (let at = 2; at < packed.length; at += step) {
      budget.checkTime()
      stages[0]!.inflater.push(packed.subarray(at, Math.min(packed.length, at + step)))
    }
  } catch (error) {
    if (error instanceof CannotInspect) throw error
    // Damaged, encrypted, or not what it says: PDF.js will tell.
  }
}
