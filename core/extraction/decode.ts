import { CannotInspect, type Budget } from './extraction.ts'
import { chineseEncoding } from './chinese-encoding.ts'

const piece = 1024 * 1024

/**
 * Text of bytes in whatever encoding they are: by byte-order mark; else UTF-16 by its zero bytes; else UTF-8 if every
 * byte fits; else Big5, GB18030 or UTF-16 by frequent characters; else what the document declares; else Windows-1252
 * where little is not ASCII. Throws `CannotInspect('unknownFormat')` for what is no text at all.
 */
export function decodeText(bytes: Uint8Array, budget: Budget): string {
  budget.checkTime()
  // Decoding and then reading.
  budget.expect(bytes.length * 2)
  const text = decode(bytes, budget)
  budget.done(bytes.length)
  return text
}

function decode(bytes: Uint8Array, budget: Budget): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeAs('utf-16le', bytes, budget)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeAs('utf-16be', bytes, budget)
  const nuls = zeroBytes(bytes)
  if (nuls.share > 0.02) {
    if (nuls.odd > nuls.even * 8) return refuseNoise(decodeAs('utf-16le', bytes, budget))
    if (nuls.even > nuls.odd * 8) return refuseNoise(decodeAs('utf-16be', bytes, budget))
    throw new CannotInspect('unknownFormat')
  }
  const utf8 = decodeStrictly('utf-8', bytes, budget)
  if (utf8 !== undefined) return refuseControls(utf8)
  const chinese = chineseEncoding(bytes)
  if (chinese) return refuseControls(decodeAs(chinese, bytes, budget))
  const declared = declaredEncoding(bytes)
  if (declared) return refuseControls(decodeAs(declared, bytes, budget))
  if (asciiShare(bytes) > 0.75) return refuseControls(decodeAs('windows-1252', bytes, budget))
  throw new CannotInspect('unknownFormat')
}

/** What XML, HTML or a style sheet says of itself in its first line or so; `undefined` for what nobody can decode. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, 1024))
  const label = /(?:encoding|charset)\s*=\s*["']?([A-Za-z0-9_:.-]{2,30})/i.exec(head)?.[1]
  if (label === undefined) return undefined
  try {
    return new TextDecoder(label).encoding
  } catch {
    return undefined
  }
}

/** `undefined` if any byte does not fit. Streams, so that a piece cut in mid-character is not "not UTF-8". */
function decodeStrictly(encoding: string, bytes: Uint8Array, budget: Budget): string | undefined {
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    return decodeWith(decoder, bytes, budget)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

const decodeAs = (encoding: string, bytes: Uint8Array, budget: Budget): string =>
  decodeWith(new TextDecoder(encoding), bytes, budget)

function decodeWith(decoder: TextDecoder, bytes: Uint8Array, budget: Budget): string {
  if (bytes.length <= piece) return decoder.decode(bytes)
  const pieces: string[] = []
  for (let at = 0; at < bytes.length; at += piece) {
    budget.checkTime()
    pieces.push(decoder.decode(bytes.subarray(at, at + piece), { stream: true }))
  }
  pieces.push(decoder.decode())
  return pieces.join('')
}

function zeroBytes(bytes: Uint8Array): { share: number; even: number; odd: number } {
  const length = Math.min(bytes.length, 64 * 1024)
  let even = 0
  let odd = 0
  for (let at = 0; at < length; at++) {
    if (bytes[at] !== 0) continue
    if (at % 2) odd++
    else even++
  }
  return { share: (even + odd) / length, even, odd }
}

/** Control characters that no text holds: more than one in a hundred and it is some binary format. */
function refuseControls(text: string): string {
  const length = Math.min(text.length, 64 * 1024)
  let controls = 0
  for (let at = 0; at < length; at++) {
    const unit = text.charCodeAt(at)
    if (unit < 32 && unit !== 9 && unit !== 10 && unit !== 13 && unit !== 12 && unit !== 27) controls++
  }
  if (controls * 100 > length) throw new CannotInspect('unknownFormat')
  return text
}

/** Any pair of bytes is some UTF-16 unit; text is made of the usual ones. */
function refuseNoise(text: string): string {
  const length = Math.min(text.length, 64 * 1024)
  let usual = 0
  for (let at = 0; at < length; at++) {
    const unit = text.charCodeAt(at)
    if (
      (unit >= 9 && unit < 0x250) ||
      (unit >= 0x3000 && unit < 0x3130) ||
      (unit >= 0x4e00 && unit < 0xa000) ||
      unit >= 0xff00
    )
      usual++
  }
  if (usual < length * leastUsual) throw new CannotInspect('unknownFormat')
  return refuseControls(text)
}
const leastUsual = 0.9

function asciiShare(bytes: Uint8Array): number {
  const length = Math.min(bytes.length, 64 * 1024)
  let ascii = 0
  for (let at = 0; at < length; at++) if (bytes[at]! < 128) ascii++
  return ascii / length
}
