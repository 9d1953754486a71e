/** Names the fixture pages are served under; both browsers take them to this machine and every other name nowhere. */
export const testSites = [
  'drive.example.com',
  'erp.example.org',
  'other.example.net',
  // Put on block lists by the tests that need one.
  'films.example',
  'keys.example',
  'bait.example',
  'devices.example',
  'erase-marks.example',
  // On the shipped list of AI services; only the names are used, nothing is asked there.
  'www.kimi.com',
  'monica.im',
] as const
export type TestSite = (typeof testSites)[number]
