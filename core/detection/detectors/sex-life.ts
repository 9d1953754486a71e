import { labels } from '../../libraries/lexicons/labels.ts'
import { specialCategory } from '../special-category.ts'

/** 性生活: what a form or a case record says of it. */
export const sexLife = specialCategory('sexLife', { labels: labels.sexLife })
