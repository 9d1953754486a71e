/** As the background limits it. Bytes. */
const most = 50 * 1024 * 1024
const patience = 8000

/** The file at an address of this page's own origin, in memory and without a name; null when it cannot be had. */
export async function readDownload(address: string): Promise<File | null> {
  if (new URL(address, location.href).origin !== location.origin) return null
  try {
    const answer = await fetch(address, { credentials: 'include', signal: AbortSignal.timeout(patience) })
    if (!answer.ok || Number(answer.headers.get('content-length') ?? 0) > most) return null
    const blob = await answer.blob()
    return blob.size > most ? null : new File([blob], '', { type: blob.type })
  } catch {
    return null
  }
}
