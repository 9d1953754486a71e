import type { Detector } from '../define-detector.ts'
import { email } from './email.ts'
import { mobile } from './mobile.ts'
import { nationalId } from './national-id.ts'
import { personName } from './person-name.ts'
import { residentId } from './resident-id.ts'

/** Every detector, in the order in which they are tried where several wake at once. */
export const detectors: readonly Detector[] = [nationalId, residentId, mobile, email, personName]
