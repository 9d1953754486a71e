/** Names of streams in an OLE compound file are UTF-16LE; an office file behind a password holds these. */
const encryptedStreams = ['EncryptedPackage', 'EncryptionInfo', 'DRMEncryptedDataSpace'].map((name) =>
  Uint8Array.from([...name].flatMap((character) => [character.charCodeAt(0), 0])),
)

/** Whether a compound file is a locked OOXML package ([MS-OFFCRYPTO] 2.3). */
export function isEncryptedOffice(bytes: Uint8Array): boolean {
  return encryptedStreams.some((name) => holds(bytes, name))
}

function holds(bytes: Uint8Array, wanted: Uint8Array): boolean {
  const first = wanted[0]!
  for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1)) {
    let read = 1
    while (read < wanted.length && bytes[at + read] === wanted[read]) read++
    if (read === wanted.length) return true
  }
  return false
}
