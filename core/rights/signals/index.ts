import type { SignalReader } from '../signal.ts'
import { aiReservation } from './ai-reservation.ts'
import { ccRel } from './cc-rel.ts'
import { copyrightNotice } from './copyright-notice.ts'
import { creativeCommonsLink } from './creative-commons-link.ts'
import { dublinCore } from './dublin-core.ts'
import { jsonLd } from './json-ld.ts'
import { microdata } from './microdata.ts'
import { relLicense } from './rel-license.ts'

/** Every reader of page signals. */
export const signalReaders: readonly SignalReader[] = [
  relLicense,
  creativeCommonsLink,
  ccRel,
  jsonLd,
  microdata,
  dublinCore,
  copyrightNotice,
  aiReservation,
]
