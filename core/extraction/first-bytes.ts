/**
 * Whether a file begins as a program does, whatever it is called: Windows (PE), Linux (ELF), macOS (Mach-O), shell
 * scripts, Windows shortcuts, Debian and RPM packages. An installer in an OLE container (msi) is not told from a
 * document.
 */
export function beginsAsProgram(bytes: Uint8Array): boolean {
  return (
    isWindowsProgram(bytes) || beginnings.some((wanted) => wanted.every((byte, at) => bytes[at] === byte))
  )
}

const beginnings: readonly (readonly number[])[] = [
  [0x7f, 0x45, 0x4c, 0x46],
  [0xfe, 0xed, 0xfa, 0xce],
  [0xfe, 0xed, 0xfa, 0xcf],
  [0xce, 0xfa, 0xed, 0xfe],
  [0xcf, 0xfa, 0xed, 0xfe],
  [0xca, 0xfe, 0xba, 0xbe],
  [0x23, 0x21, 0x2f],
  [0x4c, 0x00, 0x00, 0x00, 0x01, 0x14, 0x02, 0x00],
  [0x21, 0x3c, 0x61, 0x72, 0x63, 0x68, 0x3e, 0x0a, 0x64, 0x65, 0x62],
  [0xed, 0xab, 0xee, 0xdb],
]

/** `MZ`, and at the offset it names the header of a program: a text may begin with these two letters. */
function isWindowsProgram(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x4d || bytes[1] !== 0x5a || bytes.length < 0x40) return false
  const at = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0x3c, true)
  if (at + 1 >= bytes.length) return bytes[2] === 0x90
  return [[0x50, 0x45], [0x4e, 0x45], [0x4c, 0x45]].some(([first, second]) => bytes[at] === first && bytes[at + 1] === second) // prettier-ignore
}
