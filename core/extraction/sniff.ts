/** What the first bytes say a file is. Extensions are only a hint, and a lie where they contradict these. */
export type Kind = 'zip' | 'ole' | 'binary' | 'text'

interface Magic {
  readonly kind: Kind
  readonly id: string
  readonly bytes: readonly number[]
  readonly at?: number
}

const magics: readonly Magic[] = [
  { kind: 'zip', id: 'zip', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { kind: 'zip', id: 'zip', bytes: [0x50, 0x4b, 0x05, 0x06] },
  { kind: 'zip', id: 'zip', bytes: [0x50, 0x4b, 0x07, 0x08] },
  { kind: 'ole', id: 'ole', bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] },
  { kind: 'binary', id: 'pdf', bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { kind: 'binary', id: 'png', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { kind: 'binary', id: 'jpg', bytes: [0xff, 0xd8, 0xff] },
  { kind: 'binary', id: 'gif', bytes: [0x47, 0x49, 0x46, 0x38] },
  { kind: 'binary', id: 'tif', bytes: [0x49, 0x49, 0x2a, 0x00] },
  { kind: 'binary', id: 'tif', bytes: [0x4d, 0x4d, 0x00, 0x2a] },
  { kind: 'binary', id: 'webp', bytes: [0x57, 0x45, 0x42, 0x50], at: 8 },
  { kind: 'binary', id: 'rar', bytes: [0x52, 0x61, 0x72, 0x21] },
  { kind: 'binary', id: '7z', bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { kind: 'binary', id: 'gz', bytes: [0x1f, 0x8b] },
  { kind: 'binary', id: 'bz2', bytes: [0x42, 0x5a, 0x68] },
  { kind: 'binary', id: 'xz', bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a] },
  { kind: 'binary', id: 'exe', bytes: [0x4d, 0x5a, 0x90] },
  { kind: 'binary', id: 'elf', bytes: [0x7f, 0x45, 0x4c, 0x46] },
  { kind: 'binary', id: 'mp4', bytes: [0x66, 0x74, 0x79, 0x70], at: 4 },
  { kind: 'binary', id: 'mp3', bytes: [0x49, 0x44, 0x33] },
  { kind: 'binary', id: 'ogg', bytes: [0x4f, 0x67, 0x67, 0x53] },
  { kind: 'binary', id: 'sqlite', bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66] },
] // prettier-ignore

/** What the bytes are: a known container or binary format by its magic, else text (which may still fail to decode). */
export function sniff(bytes: Uint8Array): { readonly kind: Kind; readonly id: string } {
  const magic = magics.find(({ bytes: wanted, at = 0 }) =>
    wanted.every((byte, index) => bytes[at + index] === byte),
  )
  if (magic) return magic
  return hasPdfMark(bytes) ? { kind: 'binary', id: 'pdf' } : { kind: 'text', id: 'txt' }
}

/** Readers take a PDF whose mark stands anywhere in its first kilobyte (ISO 32000-1 annex H.3.4.1). */
function hasPdfMark(bytes: Uint8Array): boolean {
  return /%PDF-\d\.\d[\r\n]/.test(new TextDecoder('latin1').decode(bytes.subarray(0, 1024)))
}

/** `.DS_Store` and AppleDouble (`__MACOSX/._name`): what macOS adds to every archive. */
export const isSystemNote = (bytes: Uint8Array): boolean =>
  bytes.length < 64 * 1024 &&
  systemNotes.some((wanted) => wanted.every((byte, index) => bytes[index] === byte))
const systemNotes: readonly (readonly number[])[] = [
  [0x00, 0x00, 0x00, 0x01, 0x42, 0x75, 0x64, 0x31],
  [0x00, 0x05, 0x16, 0x07],
]

/** Extensions whose files are never plain text, by the magic they must have. */
const binaryExtensions: Readonly<Record<string, string>> = {
  xlsx: 'zip', xlsm: 'zip', xltx: 'zip', xltm: 'zip', docx: 'zip', docm: 'zip', dotx: 'zip', dotm: 'zip',
  pptx: 'zip', pptm: 'zip', ppsx: 'zip', ppsm: 'zip', potx: 'zip', potm: 'zip', odt: 'zip', ott: 'zip', ods: 'zip', ots: 'zip',
  odp: 'zip', otp: 'zip', zip: 'zip', jar: 'zip', epub: 'zip', kmz: 'zip',
  xls: 'ole', doc: 'ole', ppt: 'ole', msg: 'ole', pdf: 'pdf', png: 'png', jpg: 'jpg', jpeg: 'jpg', gif: 'gif', tif: 'tif', tiff: 'tif', webp: 'webp',
  rar: 'rar', '7z': '7z', gz: 'gz', tgz: 'gz', bz2: 'bz2', xz: 'xz', exe: 'exe', mp4: 'mp4', mp3: 'mp3',
} // prettier-ignore

/** The magic an extension promises; `undefined` where it promises text or nothing known. */
export const promisedBy = (extension: string): string | undefined => binaryExtensions[extension]
