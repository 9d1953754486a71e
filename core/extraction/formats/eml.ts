import PostalMime, { decodeWords } from 'postal-mime'
import type { Bytes } from '../../model/bytes.ts'
import { CannotInspect, type Format, type Reading } from '../extraction.ts'
import { writeHtml } from './html.ts'

/** Letters (RFC 5322, MIME): headers a person wrote, the text, the HTML, and every attachment as the file it is. */
export const eml: Format = { id: 'eml', extensions: ['eml', 'mht', 'mhtml'], read: readLetter }

/** Headers that machines write: routes, seals, ids. */
const byMachines =
  /^(?:received|return-path|delivered-to|dkim-.*|arc-.*|authentication-results.*|received-spf|message-id|references|in-reply-to|mime-version|content-.*|list-.*|date|x-(?:ms|google|microsoft|originating|spam|virus|mailer).*|thread-.*|autocrypt)$/
const locked = /^application\/(?:x-)?(?:pkcs7-mime|pgp-encrypted)$/

async function readLetter(bytes: Bytes, reading: Reading): Promise<void> {
  const { out, budget } = reading
  budget.checkTime()
  budget.expect(bytes.length * 2)
  const letter = await parse(bytes, budget.limits.depth)
  budget.checkTime()
  budget.done(bytes.length)
  for (const { originalKey, key, value } of letter.headers)
    if (!byMachines.test(key)) out.line(`${originalKey}: ${decodeWords(value)}`)
  out.line('')
  if (letter.text) out.line(letter.text)
  if (letter.html) writeHtml(letter.html, reading)
  for (const { filename, mimeType, content, related, disposition } of letter.attachments) {
    const file = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content)
    budget.spendBytes(file.length)
    if (locked.test(mimeType)) {
      // A signed letter is in the same wrapping as a locked one; only its text would tell, and it cannot be read here.
      reading.passOver('encrypted')
      continue
    }
    // A letter's own pictures are its looks, as those inside a document are.
    if (mimeType.startsWith('image/') && (related || disposition === 'inline')) continue
    if (isSignature(mimeType, file)) continue
    await reading.readInner(filename ?? nameByType(mimeType), file)
  }
}

async function parse(bytes: Bytes, depth: number): ReturnType<typeof PostalMime.parse> {
  try {
    return await PostalMime.parse(bytes, { forceRfc822Attachments: true, maxNestingDepth: 16 * depth })
  } catch (error) {
    if (error instanceof Error && /exceeded/.test(error.message)) throw new CannotInspect('bomb')
    throw new CannotInspect('corrupt')
  }
}

/** A detached seal: a DER sequence, or armoured text, and small. Anything else under that type is a file. */
const isSignature = (mimeType: string, file: Uint8Array): boolean =>
  /^application\/(?:x-)?(?:pkcs7|pgp)-signature$/.test(mimeType) &&
  file.length < 64 * 1024 &&
  (file[0] === 0x30 || file[0] === 0x2d)

const nameByType = (mimeType: string): string =>
  mimeType === 'message/rfc822' ? 'message.eml' : `attachment.${mimeType.split('/')[1] ?? ''}`
