import type { Format } from '../extraction.ts'
import { csv } from './csv.ts'
import { txt } from './txt.ts'
import { xlsx } from './xlsx.ts'

/** Every format that can be read. */
export const formats: readonly Format[] = [csv, txt, xlsx]
