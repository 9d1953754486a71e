import type { DownloadPart, ReadPart } from '../messaging.ts'

/** A site that takes longer is not waited for: the download itself waits meanwhile. Milliseconds. */
const patience = 5000

/**
 * A part of the file at an address, in memory and without a name; null when this page cannot have it. Of another
 * origin a page may read what that origin lets everybody read.
 */
export async function readDownload(address: string, part: DownloadPart): Promise<ReadPart | null> {
  const { origin, protocol } = new URL(address, location.href)
  if (protocol !== 'http:' && protocol !== 'https:') return null
  const end = new AbortController()
  const timer = setTimeout(() => end.abort(), patience)
  const range = rangeOf(part)
  try {
    const answer = await fetch(address, {
      credentials: origin === location.origin ? 'include' : 'omit',
      cache: 'no-store',
      signal: end.signal,
      ...(range === undefined ? {} : { headers: { range } }),
    })
    if (!answer.ok || !answer.body) return null
    const isPart = answer.status === 206
    // A server that knows no ranges gives everything; what goes beyond `most` is not fetched.
    const size = isPart
      ? /\/(\d+)$/.exec(answer.headers.get('content-range') ?? '')?.[1]
      : answer.headers.get('content-length')
    const pieces = await upTo(answer.body, part)
    if (!pieces) return null
    const type = answer.headers.get('content-type') ?? ''
    return {
      file: new File(pieces, '', { type }),
      before: isPart ? part.from : 0,
      type,
      ...(size ? { size: Number(size) } : {}),
    }
  } catch {
    return null
  } finally {
    clearTimeout(timer)
    end.abort()
  }
}

function rangeOf({ from, most, toEnd }: DownloadPart): string | undefined {
  if (from > 0) return `bytes=${from}-`
  return toEnd ? undefined : `bytes=0-${most - 1}`
}

/** Nothing where the end is wanted and does not come within the limit. */
async function upTo(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  { most, toEnd }: DownloadPart,
): Promise<Uint8Array<ArrayBuffer>[] | undefined> {
  const reader = body.getReader()
  const pieces: Uint8Array<ArrayBuffer>[] = []
  for (let room = most; ;) {
    const { value, done } = await reader.read()
    if (done) return pieces
    if (value.length > room && toEnd) return undefined
    pieces.push(value.subarray(0, room))
    room -= value.length
    if (room <= 0 && !toEnd) return pieces
  }
}
