import type { Detector } from '../define-detector.ts'
import { address } from './address.ts'
import { bankAccount } from './bank-account.ts'
import { birthDate } from './birth-date.ts'
import { companyId } from './company-id.ts'
import { confidentialMark } from './confidential-mark.ts'
import { creditCard } from './credit-card.ts'
import { criminalRecord } from './criminal-record.ts'
import { email } from './email.ts'
import { genetic } from './genetic.ts'
import { healthExam } from './health-exam.ts'
import { householdId } from './household-id.ts'
import { iban } from './iban.ts'
import { ipAddress } from './ip-address.ts'
import { landline } from './landline.ts'
import { medicalRecord } from './medical-record.ts'
import { mobile } from './mobile.ts'
import { nationalId } from './national-id.ts'
import { nhiCard } from './nhi-card.ts'
import { passport } from './passport.ts'
import { personName } from './person-name.ts'
import { plate } from './plate.ts'
import { residentId } from './resident-id.ts'
import { secretKey } from './secret-key.ts'
import { sexLife } from './sex-life.ts'

/** Every detector. Of those that read the same number the evidence chooses, and between equals this order. */
export const detectors: readonly Detector[] = [
  nationalId, residentId, householdId, mobile, landline, creditCard, iban, passport, nhiCard, bankAccount, companyId, plate,
  ipAddress, email, personName, birthDate, address, secretKey, confidentialMark, medicalRecord, healthExam, genetic, sexLife, criminalRecord,
] // prettier-ignore
