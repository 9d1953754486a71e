import { labels } from '../../libraries/lexicons/labels.ts'
import { specialCategory } from '../special-category.ts'

/** 病歷、醫療 (醫療法 Art. 67 (2)): diagnoses, ICD codes, prescriptions, histories. */
export const medicalRecord = specialCategory('medicalRecord', {
  labels: labels.medicalRecord,
  verbs: ['罹患', '確診', '診斷為', '診斷出', '患有', '確診為', '確診罹患'],
  bare: / ?(?:[A-TV-Z]\d{2}(?:\.\d{1,4})?(?![\dA-Za-z])|\p{Script=Han}{1,8}?(?:病|症|炎|癌|瘤|障礙|中風|骨折|感染)|\d{5,10}(?!\d))/uy,
}) // prettier-ignore
