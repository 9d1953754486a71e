/**
 * Where a host is by its name alone, in the words of the site register; `local` for this machine and private
 * networks, `unknown` otherwise. Only country codes that stand for a place: io, ai, co, tv and me are sold worldwide.
 */
export function regionOfDomain(host: string): string {
  if (isLocal(host)) return 'local'
  return regions.get(host.slice(host.lastIndexOf('.') + 1)) ?? 'unknown'
}

// With the internationalised forms of 台灣, 台湾, 中国, 中國, 香港 and 澳門 as ASCII.
const regions: ReadonlyMap<string, string> = new Map([
  ['tw', 'tw'], ['xn--kpry57d', 'tw'], ['xn--kprw13d', 'tw'],
  ['cn', 'cn'], ['xn--fiqs8s', 'cn'], ['xn--fiqz9s', 'cn'],
  ['hk', 'hk'], ['xn--j6w193g', 'hk'],
  ['mo', 'mo'], ['xn--mix891f', 'mo'],
  ['jp', 'jp'], ['sg', 'sg'], ['us', 'us'], ['eu', 'eea'],
]) // prettier-ignore

/** Loopback and RFC 1918 addresses, single labels, and names reserved for private use. */
function isLocal(host: string): boolean {
  return (
    !host.includes('.') ||
    /^(127|10)(\.\d{1,3}){3}$|^192\.168(\.\d{1,3}){2}$|^172\.(1[6-9]|2\d|3[01])(\.\d{1,3}){2}$/.test(host) ||
    /\.(localhost|local|internal|home\.arpa)$/.test(host)
  )
}
