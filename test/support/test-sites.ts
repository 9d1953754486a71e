/** Names the fixture pages are served under; both browsers take them to this machine and every other name nowhere. */
export const testSites = ['drive.example.com', 'erp.example.org', 'other.example.net'] as const
export type TestSite = (typeof testSites)[number]
