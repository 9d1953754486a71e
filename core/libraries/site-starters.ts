/**
 * Sites known before an organisation registers its own: category by registrable domain. Empty in this release; AI
 * services, webmail, transfer, cloud drives and stock media come as starters with a status. Piracy never does: naming
 * a site is an accusation the organisation must make itself.
 */
export const siteStarters: Readonly<Record<string, { readonly category: string; readonly region?: string }>> =
  {}
