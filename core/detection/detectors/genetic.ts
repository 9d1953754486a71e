import { labels } from '../../libraries/lexicons/labels.ts'
import { specialCategory } from '../special-category.ts'

/** 基因: a test's result, a variant, a carrier. */
export const genetic = specialCategory('genetic', {
  labels: labels.genetic,
  bare: /[ \t]?(?:陽性|陰性|突變|變異|帶因|異常|positive|negative)/iy,
})
