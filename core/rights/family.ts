/**
 * Rights-equivalence classes: licences of one family allow and demand the same, so that the difference between two ids
 * of a family never decides anything.
 */
export const families = [
  'publicDomain',
  'openData',
  'attribution',
  'permissive',
  'font',
  'freeTerms',
  'shareAlike',
  'weakCopyleft',
  'copyleft',
  'networkCopyleft',
  'noDerivatives',
  'nonCommercial',
  'nonCommercialNoDerivatives',
  'sourceAvailable',
  'unknown',
] as const
export type Family = (typeof families)[number]

/** First match decides. Ids are SPDX's; what no line names is `unknown`, which means: ask, never: free. */
const rules: readonly (readonly [RegExp, Family])[] = [
  [/^(CC0-1\.0|CC-PDM-1\.0|CC-PDDC|Unlicense|0BSD|MIT-0|PDDL-1\.0|LicenseRef-public-domain|libselinux-1\.0|SAX-PD.*)$/, 'publicDomain'],
  [/^(OGDL-Taiwan-1\.0|ODC-By-1\.0|CDLA-Permissive-[12]\.0|OGL-(UK|Canada)-.+|NLOD-.+|etalab-2\.0|DL-DE-BY-2\.0)$/, 'openData'],
  [/^(LicenseRef-)?CC-BY-NC-ND\b|^(LicenseRef-)?CC-NC-ND\b/, 'nonCommercialNoDerivatives'],
  [/^(LicenseRef-)?CC-(BY-)?NC\b/, 'nonCommercial'],
  [/^(LicenseRef-)?CC-(BY-)?ND\b/, 'noDerivatives'],
  [/^(LicenseRef-)?CC-(BY-)?SA\b/, 'shareAlike'],
  [/^(LicenseRef-)?CC-BY\b/, 'attribution'],
  [/^(GFDL|ODbL|CDLA-Sharing|FreeBSD-DOC|OPUBL)-?/, 'shareAlike'],
  [/^(OFL-1\.[01].*|Ubuntu-font-1\.0|Bitstream-Vera|Arphic-1999)$/, 'font'],
  [/^LicenseRef-(Unsplash|Pexels|Pixabay)$/, 'freeTerms'],
  [/^(AGPL|RPL|SSPL|CPAL|OSL|RPSL|APSL|NPOSL|EUPL|CAL-1)/, 'networkCopyleft'],
  [/^(LGPL|MPL|EPL|CDDL|CPL|IPL|MS-RL|LPL|SPL|CECILL-C|eCos|wxWindows|LPPL|NASA|QPL|APL|Nokia|SISSL|Sun|CUA|Motosoto|OCLC|Frameworx|CERN-OHL-W|MS-RL|LiLiQ-R-)/, 'weakCopyleft'],
  [/^(GPL|CECILL|Sleepycat|CERN-OHL-S|LiLiQ-Rplus|copyleft-next)/, 'copyleft'],
  [/^(BUSL|SSPL|Elastic|FSL|PolyForm|Prosperity|Parity|Hippocratic|JSON$|Aladdin|SUL)/, 'sourceAvailable'],
  [/^(MIT|X11|BSD-|Apache-|ISC$|Zlib$|zlib-|BSL-1\.0|PostgreSQL|Python-|PSF-|CNRI-|NCSA|Unicode-|HPND|FTL|curl|libpng|OpenSSL|Artistic-|ECL-|AFL-|UPL-|BlueOak|MulanPSL-|NTP|ICU|PHP-|W3C|WTFPL|Beerware|Ruby|TCL|Vim|ZPL-|MS-PL|Fair$|AAL$|Entessa|EFL-|Intel$|JasPer|TMate|Xnet|VSL|LiLiQ-P|CERN-OHL-P|OLDAP|IJG|Info-ZIP|bzip2|MirOS|Naumen|RSA-MD|SGI-B-2|Spencer|StandardML|blessing|Jam$|WordNet|Multics|Mackerras|Unlicense-lib|Clips$|pkgconf$|Cube$|libutil-David|ISC-Veillard|Caldera|Linux-OpenIB|Nunit$|Mup$)/, 'permissive'],
] // prettier-ignore

export const familyOf = (id: string): Family => rules.find(([shape]) => shape.test(id))?.[1] ?? 'unknown'
