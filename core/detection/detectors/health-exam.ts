import { labels } from '../../libraries/lexicons/labels.ts'
import { specialCategory } from '../special-category.ts'

/** 健康檢查: a measurement with its figure, a result in words after its label. */
export const healthExam = specialCategory('healthExam', {
  labels: labels.healthExam,
  bare: /[ \t]{0,2}\d{1,4}(?:\.\d{1,2})?(?: ?\/ ?\d{1,3})?(?: ?(?:mmHg|mg\/dL|g\/dL|U\/L|IU\/L|kg\/m2|%|公分|cm))?(?![\d年月日人次])|[ \t]?(?:陽性|陰性|偏高|偏低|過高|過低|異常)/iy,
}) // prettier-ignore
