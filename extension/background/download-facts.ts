import { fileSignsOf } from '../../core/policy/file-signs.ts'
import type { FileSigns } from '../../core/policy/verdict.ts'
import { extensionOf } from './observe.ts'

/** What the browser knows of a download, in the words of the policy. The name goes no further than the question. */
export interface DownloadFacts {
  readonly id: number
  readonly url: string
  /** Without folders. */
  readonly name: string
  /** Where it was asked for, where it came from in the end, and the page that led there; without those unknown. */
  readonly sites: readonly Site[]
  readonly file: FileSigns
  readonly fileExtension: string | undefined
  /** As the server declared it; empty when it did not. */
  readonly mime: string
  /** Negative when the server did not say. */
  readonly sizeBytes: number
}

interface Site {
  readonly host: string
  readonly secure: boolean
}

export function factsOf(item: chrome.downloads.DownloadItem, page: string | undefined): DownloadFacts {
  const name = item.filename.split(/[/\\]/).at(-1) || nameIn(item.finalUrl || item.url)
  // Firefox may say nothing, whatever its types promise.
  const mime = item.mime || ''
  const addresses = [item.url, item.finalUrl, item.referrer, page]
  const sites = addresses.flatMap((address) => siteAt(address))
  const distinct = sites.filter(({ host }, at) => sites.findIndex((one) => one.host === host) === at)
  return {
    id: item.id,
    url: item.url,
    name,
    sites: distinct.length > 0 ? distinct : [{ host: 'localfile.invalid', secure: false }],
    file: fileSignsOf(name, mime),
    fileExtension: extensionOf(name),
    mime,
    sizeBytes: item.totalBytes,
  }
}

/** `blob:` and `data:` have no host of their own: the page made them. */
function siteAt(address: string | undefined): readonly Site[] {
  if (!address || !URL.canParse(address)) return []
  const { hostname, protocol } = new URL(address)
  if (protocol !== 'https:' && protocol !== 'http:') return []
  return [{ host: hostname.toLowerCase(), secure: protocol === 'https:' }]
}

function nameIn(address: string): string {
  if (!URL.canParse(address)) return ''
  const last = new URL(address).pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}
